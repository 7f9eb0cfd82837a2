import { $, countCharacters, el } from "./dom.js";
import { Refused } from "./api.js";
import { closer, note } from "./notes.js";

// Word files come in as official plain text; what of them is no text is named,
// and nothing is put anywhere before somebody has seen it.
const largest = 32 * 1024 * 1024;

export function word({ view, url }) {
  const file = $("word-file");
  if (!file) return;
  $("word-import").addEventListener("click", () => file.click());
  file.addEventListener("change", async () => {
    const chosen = file.files[0];
    file.value = "";
    if (!chosen) return;
    if (chosen.size > largest) return note("word", "文件超过 32 MB，没有读取。请删去图片，或分成几个文件。", closer("word"));
    try {
      offer(view, chosen.name, await read(url, chosen));
    } catch (error) {
      note("word", `没有读取“${chosen.name}”：${error.message}`, closer("word"));
    }
  });
}

async function read(url, file) {
  let response, answer;
  try {
    response = await fetch(url, { method: "POST", body: file, headers: { "Content-Type": "application/octet-stream" }, redirect: "error" });
    answer = await response.json();
  } catch {
    throw new Error("连不上服务器，请稍后再试");
  }
  if (!response.ok) throw new Refused(response.status, answer);
  return answer;
}

// offer shows what the file holds and asks where it is to go.
function offer(view, name, { text, notices }) {
  const dialog = $("desk-dialog");
  const put = (from, to, insert) => {
    view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length }, scrollIntoView: true, userEvent: "input.paste" });
    dialog.close();
    view.focus();
  };
  const whole = () => put(0, view.state.doc.length, text);
  const here = () => {
    const line = view.state.doc.lineAt(view.state.selection.main.head);
    put(line.to, line.to, (line.length ? "\n" : "") + text);
  };
  dialog.replaceChildren(
    el("h2", {}, `“${name}”里的文字，共 ${countCharacters(text)} 字`),
    notices.length ? el("ul", { class: "hints" }, ...notices.map((n) => el("li", {}, n))) : null,
    el("div", { class: "letter-text clip", tabindex: "0", role: "region", "aria-label": "文件里的文字" }, ...text.split("\n").map((line) => el("p", {}, line))),
    el("div", { class: "acts" },
      el("button", { type: "button", class: "primary", on: { click: here } }, "放在光标所在段之后"),
      el("button", { type: "button", on: { click: whole } }, "换掉全文"),
      el("button", { type: "button", class: "plain", on: { click: () => dialog.close() } }, "放弃")),
  );
  dialog.showModal();
}
