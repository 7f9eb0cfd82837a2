import { $, el } from "./dom.js";
import { post } from "./api.js";
import { backTo, question } from "./question.js";

// The proposal's recommendations (对策建议) at hand: each with the paragraphs that
// answer it. What is selected in the editor, or the paragraph of the caret, is
// linked to one and follows the text from then on.
export class Responses {
  constructor({ view, url, matrix, recommendations, canSave, flush, status, again, linked }) {
    Object.assign(this, { view, url, matrix, recommendations: recommendations ?? [], canSave, flush, status, again, linked });
    this.responses = this.recommendations.map(() => []);
    this.blocks = [];
    this.draw();
  }

  // show takes what the server says of the text as it stands.
  show(blocks, responses) {
    this.blocks = blocks;
    this.responses = this.recommendations.map((_, i) => (responses?.[i] ?? []).filter((b) => blocks[b]));
    const seen = JSON.stringify(this.responses.map((all) => all.map((b) => this.words(b))));
    if (seen !== this.seen) this.draw(); // else a button would go from under a press
    this.seen = seen;
  }

  open() {
    return this.responses.flatMap((a, i) => (a.length ? [] : [i + 1]));
  }

  draw() {
    const box = $("desk-responses");
    if (!this.recommendations.length) {
      box.replaceChildren(el("p", { class: "none" }, "没有登记对策建议。在交办信息里一行一条登记以后，这里可以标出哪一段回应哪一条。"));
      return;
    }
    const open = this.open();
    $("desk-unanswered").textContent = open.length ? String(open.length) : "";
    const focused = document.activeElement?.dataset?.key;
    box.replaceChildren(
      el("p", { class: open.length ? "wait" : "ok" }, open.length ? `第 ${open.join("、")} 条还没有段落回应。` : `${this.recommendations.length} 条都有段落回应。`),
      this.canSave ? el("p", { class: "help" }, "光标放进段落，或选中几段，再按“回应”。") : null,
      el("ol", { class: "answer-list" }, ...this.recommendations.map((words, i) => this.item(words, i))),
      el("p", { class: "links" }, el("a", { href: this.matrix }, "打印对照表")));
    if (focused) box.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  item(words, i) {
    const blocks = this.responses[i];
    return el("li", { class: blocks.length ? "answered" : "" },
      el("p", {}, el("span", { class: "answer-tick", "aria-hidden": "true" }, blocks.length ? "✓" : "○"), el("span", { class: "sr" }, blocks.length ? "已回应：" : "未回应："), words),
      el("ul", { class: "plain-list" }, ...blocks.map((_, n) => this.block(i, n))),
      this.canSave ? el("button", {
        type: "button", class: "answer-link", "data-key": `link/${i}`, "aria-label": `选中的段落回应第${i + 1}条`,
        on: { mousedown: (event) => event.preventDefault(), click: () => this.set(i, true) },
      }, `回应第${i + 1}条`) : null);
  }

  // block is the n-th answer to recommendation i. Its line is looked up when it is
  // pressed: text that is put in above moves it, and the list is not drawn anew then.
  block(i, n) {
    const words = this.words(this.responses[i][n]);
    const at = () => this.blocks[this.responses[i][n]];
    return el("li", { class: "answer-block" },
      el("button", { type: "button", class: "outline-go", "data-key": `go/${i}/${n}`, on: { click: () => this.go(at()) } }, words + "…"),
      this.canSave ? el("button", {
        type: "button", class: "plain", "data-key": `off/${i}/${n}`, "aria-label": `不再算作回应第${i + 1}条：${words}`, title: "不再算作回应",
        on: { click: () => this.set(i, false, at().line, at().line) },
      }, "×") : null);
  }

  words(b) {
    const { doc } = this.view.state, { line } = this.blocks[b];
    return line < doc.lines ? doc.line(line + 1).text.trim().slice(0, 24) : "";
  }

  go(block) {
    const { doc } = this.view.state;
    if (block.line >= doc.lines) return;
    const line = doc.line(block.line + 1);
    this.linked();
    this.view.dispatch({ selection: { anchor: line.from, head: line.to }, scrollIntoView: true, userEvent: "select" });
    this.view.focus();
  }

  // lines are those that are selected, or the one of the caret.
  lines() {
    const { doc, selection: { main } } = this.view.state;
    const from = doc.lineAt(main.from).number - 1;
    const to = doc.lineAt(main.to > main.from && doc.lineAt(main.to).from === main.to ? main.to - 1 : main.to).number - 1;
    return [from, to];
  }

  // set links or unlinks. The text is saved first, so that the paragraph is there;
  // what is typed meanwhile does no harm, as the server finds the paragraph again.
  async set(recommendation, on, ...lines) {
    if (this.busy) return;
    this.busy = true;
    try {
      const [from, to] = lines.length ? lines : this.lines();
      const text = this.view.state.doc.toString();
      await this.flush();
      await post(this.url, { text, from, to, recommendation, on });
      this.status(on ? `已记下：回应第 ${recommendation + 1} 条` : `不再算作回应第 ${recommendation + 1} 条`);
      this.again();
    } catch (error) {
      this.status(error.message);
    } finally {
      this.busy = false;
    }
  }

  // choose asks which recommendation the selected paragraphs answer.
  choose() {
    if (!this.canSave) return true;
    if (!this.recommendations.length) return this.status("没有登记对策建议"), true;
    const [from, to] = this.lines();
    const answers = (i) => this.responses[i].some((b) => this.blocks[b].line >= from && this.blocks[b].line <= to);
    const { doc, selection } = this.view.state;
    let choice = null;
    const pick = (dialog, i) => {
      choice = [i, !answers(i), from, to];
      dialog.close();
    };
    const words = (text, i) => `${i + 1}. ${text}${answers(i) ? "（已回应，再按取消）" : ""}`;
    question([
      el("h2", {}, from === to ? "这一段回应第几条建议" : `这 ${to - from + 1} 段回应第几条建议`),
      el("ol", { class: "answer-choices" }, ...this.recommendations.map((text, i) => el("li", {},
        el("button", { type: "button", "aria-pressed": String(answers(i)), on: { click: (event) => pick(event.target.closest("dialog"), i) } }, words(text, i))))),
      el("form", { method: "dialog", class: "acts" }, el("button", { class: "plain" }, "关闭")),
    ], () => {
      const { anchor, head } = this.view.state.doc === doc ? selection.main : this.view.state.selection.main;
      backTo(this.view, { anchor, head });
      if (choice) this.set(...choice);
    }, (event, dialog) => {
      const i = Number(event.key) - 1;
      if (event.ctrlKey || event.metaKey || event.altKey || !(i >= 0 && i < Math.min(9, this.recommendations.length))) return;
      event.preventDefault();
      pick(dialog, i);
    });
    return true;
  }
}
