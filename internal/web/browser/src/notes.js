import { $, el } from "./dom.js";

// Lines that say what has happened and what can be done. One of a kind stands
// there at a time. What may come while somebody types lies over the foot of the
// desk, the most pressing alone, and moves nothing; what was asked for by a press,
// or wants a decision, stands above the desk.
const passing = ["session", "countdown", "away", "live", "unprintable", "paste", "phrase"]; // the most pressing first

const boxOf = (kind) => $(passing.includes(kind) ? "desk-passing" : "desk-notes");

export function note(kind, text, ...buttons) {
  buttons = buttons.filter(Boolean);
  const said = find(kind);
  if (said?.dataset.said === text && buttons.length === said.querySelectorAll(".acts > *").length) return said; // read out once
  unnote(kind);
  const line = el("div", { class: `stale-line note-${kind}`, role: "status", "data-said": text }, el("p", {}, text), el("div", { class: "acts" }, ...buttons));
  const place = passing.indexOf(kind);
  const box = boxOf(kind);
  const behind = place < 0 ? null : [...box.children].find((one) => passing.findIndex((k) => one.classList.contains(`note-${k}`)) > place);
  box.insertBefore(line, behind ?? null);
  return line;
}

const find = (kind) => boxOf(kind).querySelector(`.note-${kind}`);

export function unnote(kind) {
  find(kind)?.remove();
}

export const button = (text, press, primary) =>
  el("button", { type: "button", class: primary ? "primary" : undefined, on: { click: press } }, text);

export const closer = (kind, text = "关闭", closed) =>
  button(text, () => {
    unnote(kind);
    closed?.();
  });
