import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";
import { post, Refused } from "./api.js";
import { $, charactersAt, el, unitsAt } from "./dom.js";

// Comments (批注): threads beside the text, each at its words. Between two answers of
// the server their marks move along with the text.

const setMarks = StateEffect.define(); // [{id, from, to}], in the order of the text

class Sign extends WidgetType {
  constructor(id) {
    super();
    this.id = id;
  }
  eq(other) {
    return other.id === this.id;
  }
  toDOM() {
    return el("span", { class: "cm-comment-sign", "data-comment": this.id, title: "这里有批注" });
  }
  ignoreEvent() {
    return false;
  }
}

const decorate = (places) => Decoration.set(places.flatMap(({ id, from, to }) => [
  Decoration.mark({ class: "cm-comment", id }).range(from, to),
  Decoration.widget({ widget: new Sign(id), side: -2 }).range(to),
]), true);

export const commentMarks = StateField.define({
  create: () => Decoration.none,
  update(value, tr) {
    value = value.map(tr.changes);
    for (const e of tr.effects) if (e.is(setMarks)) value = decorate(e.value);
    return value;
  },
  provide: (f) => EditorView.decorations.from(f),
});

const newPress = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;

export class Comments {
  constructor(parts) {
    Object.assign(this, parts); // view, url, departments, showSide, drawn
    this.box = $("desk-comments");
    this.list = { threads: [], open: 0, stamp: -1, canWrite: false };
    this.begun = null; // a comment that is being written: {from, to, words, audience, press}
    this.answers = new Map(); // thread → {words, press}
    this.errors = new Map(); // thread, or "new" → what is wrong
    this.sending = false;
    this.button = $("desk-remark");
    this.button?.addEventListener("mousedown", (event) => event.preventDefault());
    this.button?.addEventListener("click", () => this.begin());
    this.view.dom.addEventListener("click", (event) => {
      const id = event.target.dataset?.comment;
      if (id) this.show(Number(id));
    });
    this.draw();
  }

  // heardStamp hears which state of the comments the server has.
  heardStamp(stamp) {
    if (stamp !== this.list.stamp) this.refresh();
  }

  // refresh asks for the comments as they stand in the text of now.
  async refresh() {
    if (this.asking) return (this.again = true);
    this.asking = true;
    try {
      do {
        this.again = false;
        await this.composition.over();
        const { doc } = this.view.state;
        const list = await post(this.url("comments"), { text: doc.toString() });
        if (this.composition.active || !this.view.state.doc.eq(doc)) {
          this.again = true;
          await new Promise((done) => setTimeout(done, 500)); // somebody is typing
          continue;
        }
        this.list = list;
        this.mark();
      } while (this.again);
    } catch {
      return; // the state line tells what is wrong with the server
    } finally {
      this.asking = false;
    }
    this.draw();
  }

  mark() {
    const places = this.list.threads.filter((t) => t.open && !t.gone).map((t) => ({ id: t.id, from: this.position(t.from), to: this.position(t.to) }));
    this.view.dispatch({ effects: setMarks.of(places.filter((p) => p.to > p.from)) });
  }

  position({ line, column }) {
    const { doc } = this.view.state;
    const l = doc.line(Math.min(line + 1, doc.lines));
    return l.from + unitsAt(l.text, column);
  }

  place(position) {
    const l = this.view.state.doc.lineAt(position);
    return { line: l.number - 1, column: charactersAt(l.text, position - l.from) };
  }

  // selected lets the button be pressed where words are selected.
  selected() {
    if (this.button) this.button.disabled = this.view.state.selection.main.empty;
  }

  // moved keeps the words that a comment is being written on.
  moved(changes) {
    if (!this.begun) return;
    this.begun.from = changes.mapPos(this.begun.from, 1);
    this.begun.to = Math.max(this.begun.from, changes.mapPos(this.begun.to, -1));
  }

  begin() {
    const { from, to, empty } = this.view.state.selection.main;
    if (empty || !this.button) return false;
    const typed = this.begun ?? { words: "", audience: "lead" };
    this.begun = { ...typed, from, to, press: newPress() };
    this.errors.delete("new");
    this.showSide();
    this.draw();
    $("remark-new").focus();
    return true;
  }

  show(id) {
    this.showSide();
    const card = this.box.querySelector(`[data-thread="${id}"]`);
    card?.scrollIntoView({ block: "nearest" });
    card?.focus({ preventScroll: true });
  }

  goTo(thread) {
    let found = null;
    this.view.state.field(commentMarks).between(0, this.view.state.doc.length, (from, to, deco) => {
      if (from < to && deco.spec.id === thread.id) found = { from, to };
    });
    found ??= { from: this.position(thread.from), to: this.position(thread.to) };
    this.showText();
    this.view.dispatch({ selection: { anchor: found.from, head: found.to }, effects: EditorView.scrollIntoView(found.from, { y: "center" }) });
    this.view.focus();
  }

  // send asks the server and says under the form what it refused.
  async send(key, address, body) {
    if (this.sending) return false;
    this.sending = true;
    this.errors.delete(key);
    try {
      await post(this.url(address), body);
      return true;
    } catch (error) {
      this.errors.set(key, error instanceof Refused && error.login ? "已经退出登录，您写的还在。请重新登录后再提交" : error.message);
      return false;
    } finally {
      this.sending = false;
      this.draw();
    }
  }

  async write() {
    const { from, to, words, audience, press } = this.begun;
    const text = this.view.state.doc.toString();
    if (!(await this.send("new", "comments/new", { text, from: this.place(from), to: this.place(to), words, audience, press }))) {
      $("remark-new")?.focus();
      return;
    }
    this.begun = null;
    await this.refresh();
    this.view.focus();
  }

  async answer(thread) {
    const { words, press } = this.answers.get(thread.id);
    if (!(await this.send(thread.id, `comments/${thread.id}/answer`, { words, press }))) {
      $(`answer-${thread.id}`)?.focus();
      return;
    }
    this.answers.delete(thread.id);
    await this.refresh();
    this.show(thread.id);
  }

  async set(thread, open) {
    if (await this.send(thread.id, `comments/${thread.id}/state`, { open })) await this.refresh();
    this.show(thread.id);
  }

  draw() {
    const focused = document.activeElement;
    const kept = this.box.contains(focused) && focused.id ? { id: focused.id, at: focused.selectionStart } : null;
    const { threads, open } = this.list;
    $("desk-comments-open").textContent = open ? String(open) : "";
    const shown = [...threads.filter((t) => t.open), ...threads.filter((t) => !t.open)];
    this.box.replaceChildren(
      ...(this.begun ? [this.composer()] : []),
      ...(threads.length || this.begun ? [] : [el("p", { class: "none" }, this.button ? "还没有批注。在文稿里选中几个字，按“批注”（Ctrl+Alt+M）。" : "没有批注。")]),
      ...shown.map((t) => this.card(t)),
    );
    if (kept) {
      const again = $(kept.id);
      again?.focus();
      if (kept.at !== undefined) again?.setSelectionRange?.(kept.at, kept.at);
    }
    this.drawn(threads.map((t) => t.quote + t.now).join(""));
  }

  composer() {
    const b = this.begun;
    const quote = this.view.state.doc.sliceString(b.from, b.to);
    const who = (value, label, help) => el("label", { class: "pick" },
      el("input", { type: "radio", name: "audience", value, checked: b.audience === value, on: { change: () => (b.audience = value) } }),
      el("span", {}, label, el("small", {}, help)));
    return el("section", { class: "remark-card", "aria-label": "写批注" },
      el("blockquote", { class: "quote letter-text clip" }, quote || "（选中的文字已经删去）"),
      el("div", { class: "field" }, el("label", { for: "remark-new" }, "批注"),
        el("textarea", {
          id: "remark-new", rows: "3", spellcheck: "false", on: {
            input: (event) => (b.words = event.target.value),
            keydown: (event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && this.write(),
          },
        }, b.words)),
      el("fieldset", { class: "field choices" }, el("legend", {}, "给谁看"),
        who("lead", "本单位内部", "会办单位看不到"), who("all", "各承办单位", "会办单位看得到批注和选中的字")),
      this.error("new"),
      el("div", { class: "acts" },
        el("button", { type: "button", class: "primary", on: { click: () => this.write() } }, "提交批注"),
        el("button", { type: "button", class: "plain", on: { click: () => ((this.begun = null), this.draw(), this.view.focus()) } }, "取消")));
  }

  error(key) {
    const text = this.errors.get(key);
    return text ? el("p", { class: "error", role: "alert" }, text) : null;
  }

  remark(one) {
    const d = this.departments.get(one.department);
    return [
      el("p", { class: "remark-from" }, el("span", { class: `src-tag tint-${d?.tint ?? 0}`, title: one.office }, d?.tag ?? one.office), one.name, " ", el("span", { class: "date" }, one.at)),
      el("div", { class: "remark" }, ...one.text.split("\n").map((line) => el("p", {}, line))),
    ];
  }

  card(t) {
    const begun = this.answers.get(t.id);
    const id = `answer-${t.id}`;
    return el("section", { class: `remark-card${t.open ? "" : " done"}`, "data-thread": t.id, tabindex: "-1", "aria-label": `对“${t.quote.slice(0, 20)}”的批注` },
      el("button", { type: "button", class: "quote", disabled: t.gone, title: "看文稿里的位置", on: { click: () => this.goTo(t) } }, t.quote),
      t.gone ? el("p", { class: "date" }, "这些字已经从文稿里删去。") : t.now !== t.quote && !t.quote.endsWith("……") ? el("p", { class: "date" }, `现在是：${t.now}`) : null,
      el("p", { class: "marks" }, el("span", { class: "mark" }, t.audience === "all" ? "各承办单位" : "本单位内部"), " ",
        t.open ? null : el("span", { class: "mark" }, "已解决"), " ", t.changed ? el("span", { class: "date" }, t.changed + (t.open ? " 重开" : "")) : null),
      ...this.remark(t), ...t.answers.map((a) => el("div", { class: "answer" }, ...this.remark(a))),
      begun ? el("div", { class: "field" }, el("label", { for: id }, "答复"),
        el("textarea", { id, rows: "2", spellcheck: "false", on: { input: (event) => (begun.words = event.target.value) } }, begun.words)) : null,
      this.error(t.id),
      el("div", { class: "acts" }, ...this.acts(t, begun, id)));
  }

  acts(t, begun, id) {
    const act = (text, press, kind) => el("button", { type: "button", class: kind, on: { click: press } }, text);
    if (begun) {
      return [act("提交答复", () => this.answer(t), "primary"), act("取消", () => (this.answers.delete(t.id), this.errors.delete(t.id), this.draw()), "plain")];
    }
    const start = () => {
      this.answers.set(t.id, { words: "", press: newPress() });
      this.draw();
      $(id).focus();
    };
    return [
      this.list.canWrite ? act("答复", start) : null,
      t.canResolve ? (t.open ? act("解决", () => this.set(t, false)) : act("重开", () => this.set(t, true))) : null,
    ].filter(Boolean);
  }
}
