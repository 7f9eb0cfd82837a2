import { diff } from "@codemirror/merge";
import { isolateHistory } from "@codemirror/commands";
import { post } from "./api.js";
import { byProgram } from "./editor.js";

// tidy makes of the text what saving makes of it, in sight and as one step to be
// undone: full-width marks, no blank lines, no spaces between Han.
export async function tidy({ view, url, status }) {
  if (view.state.readOnly || view.composing) return;
  const { doc } = view.state;
  const text = doc.toString();
  if (!text.trim()) return status("还没有文字");
  let tidied;
  try {
    tidied = (await post(url, { text })).text.replace(/\n$/, "");
  } catch (error) {
    return status(`没有整理：${error.message}`);
  }
  if (view.state.doc !== doc || view.composing) return status("文字刚才又改了，请再按一次“整理”");
  const changes = diff(text, tidied).map((c) => ({ from: c.fromA, to: c.toA, insert: tidied.slice(c.fromB, c.toB) }));
  if (!changes.length) return status("已经整齐，不用整理");
  view.dispatch({ changes, annotations: [byProgram.of("tidy"), isolateHistory.of("full")], userEvent: "input.tidy" });
  status(`已整理 ${changes.length} 处，可以撤销`);
}
