import { $, el, unitsAt } from "./dom.js";
import { byProgram } from "./editor.js";
import { unnote } from "./notes.js";

// Where two people changed the same words, both stand side by side and nothing
// is thrown away: one's own are in the text, the other's can take their place or
// be put behind.
export class Conflicts {
  constructor({ view, done }) {
    Object.assign(this, { view, done });
    this.open = [];
  }

  // show takes the server's conflicts; their ranges count characters of the merged
  // text, over maps what was typed since.
  show({ by, self, text: merged, conflicts }, over) {
    const at = (n, side) => over.mapPos(Math.min(unitsAt(merged, n), merged.length), side);
    this.open = conflicts.map((c) => ({ ...c, start: at(c.from, 1), end: Math.max(at(c.from, 1), at(c.to, -1)) }));
    // The other side may be oneself in another window.
    this.sides = self
      ? { who: "您在另一个窗口", mine: "这个窗口的", theirs: "另一个窗口的" }
      : { who: `您和${by || "同事"}`, mine: "您的", theirs: `${by || "同事"}的` };
    this.self = self;
    this.draw();
  }

  // moved keeps the places while the text changes.
  moved(changes) {
    for (const c of this.open) {
      c.start = changes.mapPos(c.start, 1);
      c.end = changes.mapPos(c.end, -1);
    }
  }

  draw() {
    unnote("conflicts");
    if (!this.open.length) return;
    const { who, mine } = this.sides;
    const box = el("div", { class: "stale-line note-conflicts", role: "alert" },
      el("p", {}, `${who}${this.self ? "也" : ""}改了同一处，共${this.open.length}处。文稿里现在是${mine}，${this.self ? "另一个窗口" : "对方"}的在下面，都没有丢；选好以后才会保存。`),
      ...this.open.map((c) => this.one(c)));
    $("desk-notes").append(box);
  }

  one(c) {
    const { mine, theirs } = this.sides;
    const choose = (text, make) => el("button", { type: "button", on: { click: () => this.choose(c, make) } }, text);
    return el("div", { class: "conflict" },
      el("div", {}, el("h2", {}, mine), el("p", { class: "letter-text" }, c.mine || "（删去了）")),
      el("div", {}, el("h2", {}, theirs), el("p", { class: "letter-text" }, c.theirs || "（删去了）")),
      el("div", { class: "acts" },
        choose(this.self ? "用这个窗口的" : "用我的", () => null), choose(this.self ? "用另一个窗口的" : "用对方的", () => c.theirs),
        choose("两段都留", (mine) => [mine, c.theirs].filter(Boolean).join("\n")),
        el("button", { type: "button", class: "plain", on: { click: () => this.goTo(c) } }, "看文稿里的位置")));
  }

  goTo(c) {
    this.view.dispatch({ selection: { anchor: c.start, head: c.end }, scrollIntoView: true });
    this.view.focus();
  }

  choose(c, make) {
    const insert = make(this.view.state.doc.sliceString(c.start, c.end));
    this.open = this.open.filter((one) => one !== c);
    if (insert !== null) {
      this.view.dispatch({ changes: { from: c.start, to: c.end, insert }, annotations: byProgram.of("choice"), userEvent: "input.choice", scrollIntoView: true });
    }
    this.draw();
    if (!this.open.length) this.done();
  }
}
