import { StateField } from "@codemirror/state";
import { byProgram } from "./editor.js";

// Boxes over the text wait until nobody is typing: none covers what one writes.
const rest = 1200; // ms

// atRest knows when somebody here changed the text last.
export const atRest = StateField.define({
  create: () => -Infinity,
  update: (at, tr) => (tr.docChanged && !tr.annotation(byProgram) ? performance.now() : at),
});

export const typing = (view) => view.compositionStarted || performance.now() - view.state.field(atRest) < rest;
