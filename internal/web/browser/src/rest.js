import { StateField } from "@codemirror/state";

// Boxes over the text wait until nobody is typing: none covers what one writes.
const rest = 1200; // ms

// atRest knows when the text was changed last.
export const atRest = StateField.define({
  create: () => -Infinity,
  update: (at, tr) => (tr.docChanged ? performance.now() : at),
});

export const typing = (view) => view.compositionStarted || performance.now() - view.state.field(atRest) < rest;
