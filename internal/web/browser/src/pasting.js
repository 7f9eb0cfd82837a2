import { EditorView } from "@codemirror/view";
import { closer, note, unnote } from "./notes.js";
import { fromHTML } from "./paste.js";

// pasting takes formatted text from the clipboard as official plain text; plain
// text comes in as it always did.
export const pasting = EditorView.domEventHandlers({
  paste(event, view) {
    const html = event.clipboardData?.getData("text/html");
    if (!html || view.state.readOnly) return false;
    const { text, notices } = fromHTML(html);
    unnote("paste");
    if (notices.length) note("paste", `粘贴的内容里有：${notices.join("；")}。`, closer("paste"));
    if (!text && !notices.length) return false;
    event.preventDefault();
    if (text) view.dispatch(view.state.replaceSelection(text), { userEvent: "input.paste", scrollIntoView: true });
    return true;
  },
});
