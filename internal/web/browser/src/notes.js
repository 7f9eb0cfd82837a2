import { $, el } from "./dom.js";

// Lines above the desk that say what has happened and what can be done. One of
// a kind stands there at a time.
const box = () => $("desk-notes");

export function note(kind, text, ...buttons) {
  unnote(kind);
  const line = el("div", { class: `stale-line note-${kind}`, role: "status" }, el("p", {}, text), el("div", { class: "acts" }, ...buttons));
  box().append(line);
  return line;
}

export function unnote(kind) {
  box().querySelector(`.note-${kind}`)?.remove();
}

export const button = (text, press, primary) =>
  el("button", { type: "button", class: primary ? "primary" : undefined, on: { click: press } }, text);

export const closer = (kind, text = "关闭") => button(text, () => unnote(kind));
