import { Compartment, StateEffect, StateField, RangeSet } from "@codemirror/state";
import { gutter, GutterMarker } from "@codemirror/view";
import { el } from "./dom.js";
import { post } from "./api.js";
import { backTo, question } from "./question.js";

// The margin of part names: what each line is in the letter (标题, 称谓, 署名 …). It
// is shown when somebody asks for it. A press on a name puts a wrong one right;
// what somebody has said stays with the draft and goes with the line.

const stored = "dafu.desk.parts"; // whether the margin is shown, in this browser

const setParts = StateEffect.define();

class PartMarker extends GutterMarker {
  constructor(name, block, canSave) {
    super();
    Object.assign(this, { name, block, canSave });
  }
  eq(other) {
    return other.name === this.name && other.block.guess === this.block.guess && other.block.hand === this.block.hand && other.canSave === this.canSave;
  }
  toDOM() {
    const { block, name } = this;
    const how = block.hand ? "人工" : block.guess ? "可能不准" : "";
    return el(this.canSave ? "button" : "span", {
      type: this.canSave ? "button" : undefined, tabindex: this.canSave ? "-1" : undefined,
      class: `part-name${block.hand ? " hand" : block.guess ? " guess" : ""}${block.part === "leftover" || block.part === "proposal" ? " foreign" : ""}`,
      title: [how, this.canSave ? "改要素（Alt+P）" : ""].filter(Boolean).join("，") || undefined,
    }, name, block.guess && !block.hand ? "？" : "");
  }
}

export class Parts {
  constructor({ names, url, canSave, saver, status, again }) {
    Object.assign(this, { url, canSave, saver, status, again });
    this.names = new Map(names.map((p) => [p.name, p.title]));
    this.place = new Compartment();
    this.blocks = [];
    this.on = false;
    try {
      this.on = localStorage.getItem(stored) === "1";
    } catch { /* no storage: it begins hidden */ }
  }

  // extension is the field that holds the names, and the margin when it is shown.
  extension() {
    const names = this.names, { canSave } = this;
    this.field = StateField.define({
      create: () => RangeSet.empty,
      update(marks, tr) {
        let out = marks.map(tr.changes);
        for (const effect of tr.effects) {
          if (!effect.is(setParts)) continue;
          const ranges = [];
          let last = -1;
          for (const block of effect.value) {
            if (block.line === last || block.line >= tr.state.doc.lines) continue;
            last = block.line;
            ranges.push(new PartMarker(names.get(block.part) ?? "", block, canSave).range(tr.state.doc.line(block.line + 1).from));
          }
          out = RangeSet.of(ranges);
        }
        return out;
      },
    });
    return [this.field, this.place.of(this.on ? this.margin() : [])];
  }

  margin() {
    return gutter({
      class: "part-margin",
      markers: (view) => view.state.field(this.field),
      initialSpacer: () => new PartMarker("附件说明", { part: "" }, false),
      domEventHandlers: {
        click: (view, line, event) => {
          if (!event.target.closest(".part-name")) return false;
          this.choose(view, view.state.doc.lineAt(line.from).number - 1);
          return true;
        },
      },
    });
  }

  toggle(view, button) {
    this.on = !this.on;
    try {
      localStorage.setItem(stored, this.on ? "1" : "0");
    } catch { /* it is forgotten with the page */ }
    view.dispatch({ effects: this.place.reconfigure(this.on ? this.margin() : []) });
    button?.setAttribute("aria-pressed", String(this.on));
  }

  // show takes what the server says of the text as it stands.
  show(view, blocks) {
    this.blocks = blocks;
    view.dispatch({ effects: setParts.of(blocks) });
  }

  // atCaret opens the choice for the line of the caret.
  atCaret(view) {
    if (this.canSave) this.choose(view, view.state.doc.lineAt(view.state.selection.main.head).number - 1);
    return true;
  }

  choose(view, line) {
    if (!this.canSave) return;
    const block = this.blocks.find((b) => b.line === line);
    if (!block) return this.status("正在看文稿，请稍后再选");
    const words = view.state.doc.line(line + 1).text;
    const { anchor, head } = view.state.selection.main;
    question([
      el("h2", {}, "这一行是什么"),
      el("p", { class: "clip-line" }, words.trim().slice(0, 60)),
      el("form", { method: "dialog", class: "part-choice" },
        ...[...this.names].map(([name, title]) => el("button", { value: name, class: name === block.part ? "chosen" : "", "aria-current": name === block.part ? "true" : undefined }, title)),
        el("p", { class: "acts" }, block.hand ? el("button", { value: "auto" }, "恢复自动辨认") : null, el("button", { value: "" }, "取消"))),
    ], (value) => {
      backTo(view, { anchor, head });
      if (value) this.set(view, line, words, value === "auto" ? "" : value);
    });
  }

  // set saves what is typed and has the server keep with it what the line is.
  async set(view, line, words, part) {
    let block = -1;
    const answer = await this.saver.merge(async (revision) => {
      block = this.blocks.findIndex((b) => b.line === line);
      const { revision: next } = await post(this.url, { account: this.saver.account, revision, block, words, part });
      return { revision: next, text: this.saver.text() };
    }).catch((error) => this.status(`没有改成：${error.message}`));
    if (!answer) return;
    this.status(part ? `已标为“${this.names.get(part)}”` : "已恢复自动辨认");
    this.again();
  }
}
