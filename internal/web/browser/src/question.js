import { el } from "./dom.js";

// question opens a dialog of its own; it is gone when it is closed, and answered
// hears its button's value, "" if somebody left it.
export function question(children, answered, keyed) {
  const dialog = el("dialog", {}, ...children);
  const key = (event) => keyed?.(event, dialog);
  document.addEventListener("keydown", key); // wherever the focus has gone
  dialog.addEventListener("close", () => {
    document.removeEventListener("keydown", key);
    dialog.remove();
    answered(dialog.returnValue);
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

// backTo brings focus and selection back into the editor. A press in a dialog moves
// the page's selection behind the editor's back, so it is set by hand.
export function backTo(view, { anchor, head = anchor }) {
  view.focus();
  const from = view.domAtPos(anchor), to = view.domAtPos(head);
  getSelection().setBaseAndExtent(from.node, from.offset, to.node, to.offset);
  view.dispatch({ selection: { anchor, head } });
}
