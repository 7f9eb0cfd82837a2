import { EditorState, Annotation } from "@codemirror/state";
import { EditorView, keymap, highlightActiveLine, placeholder, drawSelection } from "@codemirror/view";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { searchKeymap } from "@codemirror/search";
import { finding, openReplace } from "./find.js";
import { phrases } from "./phrases.js";

// byProgram marks a change that nobody typed: numbers made right, words of
// somebody else that came in.
export const byProgram = Annotation.define();

export function makeEditor({ parent, text, readOnly, nonce, extensions, keys = [], save, updated }) {
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorView.cspNonce.of(nonce),
        EditorState.phrases.of(phrases),
        EditorState.tabSize.of(2),
        EditorState.readOnly.of(readOnly),
        history(),
        drawSelection(),
        highlightActiveLine(),
        finding(),
        placeholder("在这里写答复：一段一行，标题用 一、（一）1.（1）"),
        EditorView.lineWrapping,
        EditorView.scrollMargins.of(() => ({ bottom: 32 })), // a passing line may lie over the foot
        EditorView.contentAttributes.of({ "aria-label": "答复稿文字", spellcheck: "false", lang: "zh-CN", autocapitalize: "off", tabindex: "0" }),
        keymap.of([...keys, { key: "Mod-s", preventDefault: true, run: () => (save(), true) }, { key: "Mod-h", preventDefault: true, scope: "editor search-panel", run: openReplace }, ...defaultKeymap, ...historyKeymap, ...searchKeymap]),
        extensions,
        EditorView.updateListener.of(updated),
      ],
    }),
  });
}
