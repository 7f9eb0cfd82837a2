import { $, el } from "./dom.js";
import { get, post, Refused } from "./api.js";

// The opinions (会办意见) beside the draft: each with its suggested place, to be
// taken whole, in part, edited, or declined with a reason. What has not been used
// stays on the list.
export class Entries {
  constructor(parts) {
    Object.assign(this, parts);
    this.box = $("desk-entries");
    this.list = { open: [], done: [], missing: [] };
    this.typed = new Map(); // key → what was begun with an entry
    document.addEventListener("selectionchange", () => this.selected());
  }

  // selected lets a part be taken where words of one entry are selected.
  selected() {
    const s = document.getSelection();
    for (const card of this.box.querySelectorAll(".entry-card")) {
      const words = card.querySelector(".entry-words"), partly = card.querySelector(".entry-part");
      if (!partly) continue;
      const inside = s && !s.isCollapsed && words.contains(s.anchorNode) && words.contains(s.focusNode);
      const text = inside ? s.toString().trim() : "";
      partly.disabled = !text;
      if (text) partly.dataset.text = text;
    }
  }

  async refresh() {
    if (!this.canSave) return this.draw();
    try {
      this.list = await get(this.urls.entries);
    } catch {
      return; // the state line tells what is wrong with the server
    }
    this.draw();
    this.outlineChanged();
  }

  // atHeading says in the outline what waits to go under a heading.
  atHeading(block) {
    const words = block.text;
    const n = this.list.open.filter((e) => e.suggestions[0]?.under === words).length;
    return n ? el("span", { class: "mark mark-new", title: "建议放在这个标题下的会办意见" }, `${n}处待合并`) : null;
  }

  draw() {
    const { open, done, missing } = this.list;
    $("desk-open").textContent = open.length ? String(open.length) : "";
    const parts = [];
    if (missing.length) parts.push(el("p", { class: "help" }, `${missing.join("、")}尚未报送会办意见，报送后会出现在这里。`));
    if (!open.length) parts.push(el("p", { class: "none" }, done.length ? "报送来的会办意见都有了去处。" : "还没有会办意见。会办单位报送以后，这里会列出每一处和建议的位置。"));
    else parts.push(el("p", { class: "help" }, `还有${open.length}处没有决定。选中几个字，可以只采用这几个字。`));
    for (const e of open) parts.push(this.card(e));
    if (done.length) {
      parts.push(el("h2", {}, "已处理", el("span", { class: "n" }, `${done.length} 处`)),
        el("ul", { class: "plain-list" }, ...done.map((d) => el("li", {}, this.tag(d.department), d.heading, " ", el("span", { class: "date" }, d.words)))));
    }
    this.box.replaceChildren(...parts);
    this.drawn(open.flatMap((e) => e.words).join(""));
  }

  tag(id) {
    const d = this.departments.get(id);
    return el("span", { class: `src-tag tint-${d?.tint ?? 0}`, title: d?.name }, d?.tag ?? "");
  }

  card(e) {
    const begun = this.typed.get(e.key) ?? { mode: "", place: "", chosen: "", text: e.words.join("\n"), reason: "" };
    this.typed.set(e.key, begun);
    begun.place = this.placed(e, begun);
    const id = e.key.replaceAll(".", "-");
    const words = el("div", { class: "letter-text clip entry-words", tabindex: "0", role: "region", "aria-label": `会办意见原文：${e.heading || e.words[0].slice(0, 16)}` }, ...e.words.map((w) => el("p", {}, w)));
    const error = el("p", { class: "error", role: "alert", hidden: true });
    const send = (verdict, text) => this.send(e, verdict, text ?? "", begun, error);
    const mode = (name) => () => {
      begun.mode = begun.mode === name ? "" : name;
      this.draw();
      document.getElementById(`${name}-${id}`)?.focus();
    };
    const partly = el("button", {
      type: "button", class: "entry-part", disabled: true,
      on: { mousedown: (event) => event.preventDefault(), click: () => send("edited", partly.dataset.text) },
    }, "采用所选");
    return el("section", { class: "entry-card", "aria-label": e.heading || "会办意见" },
      el("p", { class: "entry-from" }, this.tag(e.department), el("span", { class: "date" }, `第${e.round}次报送 · ${e.part}`), e.mark ? el("span", { class: "mark mark-new" }, e.mark) : null),
      el("h2", {}, e.heading || e.words[0].slice(0, 16)),
      e.earlier ? el("p", { class: "date" }, `${e.earlier}。`) : null,
      words, this.places(e, begun, id),
      begun.mode === "edit" ? this.editor(e, begun, id, send) : null,
      begun.mode === "decline" ? this.decliner(begun, id, send) : null,
      begun.mode ? null : el("div", { class: "acts" },
        el("button", { type: "button", class: "primary", on: { click: () => send("used") } }, "采用"), partly,
        el("button", { type: "button", on: { click: mode("edit") } }, "修改后采用"),
        el("button", { type: "button", on: { click: mode("decline") } }, "不采用")),
      error);
  }

  // placed is the place that was chosen, as it is called in the draft of now;
  // else the one suggested. Its value counts paragraphs, which may have moved.
  placed(e, begun) {
    const all = [...e.suggestions, ...(this.list.places ?? []).flatMap((g) => g.places)];
    return all.find((p) => begun.chosen && p.how === begun.chosen)?.value ?? e.suggestions[0]?.value ?? "";
  }

  places(e, begun, id) {
    const suggested = new Map(e.suggestions.map((p) => [p.value, p]));
    const option = (p) => el("option", { value: p.value, selected: p.value === begun.place }, p.under ? `${p.under}${p.why ? `（${p.why}）` : ""}` : p.how);
    const full = el("p", { class: "help" });
    const groups = this.list.places ?? [];
    const choose = (value) => {
      begun.place = value;
      begun.chosen = [...e.suggestions, ...groups.flatMap((g) => g.places)].find((p) => p.value === value)?.how ?? "";
      say();
    };
    const say = () => {
      const p = suggested.get(begun.place);
      full.textContent = p ? `${p.how}。` : "";
    };
    say();
    return el("div", { class: "field" },
      el("label", { for: `place-${id}` }, "放在哪里"),
      el("select", { id: `place-${id}`, on: { change: (event) => choose(event.target.value) } },
        el("optgroup", { label: "建议的位置" }, ...e.suggestions.map(option)),
        ...groups.map((g) => el("optgroup", { label: g.label }, ...g.places.filter((p) => !suggested.has(p.value)).map(option)))),
      full);
  }

  editor(e, begun, id, send) {
    return el("div", { class: "field" },
      el("label", { for: `edit-${id}` }, "修改后的文字"),
      el("textarea", { id: `edit-${id}`, rows: "8", class: "letter", spellcheck: "false", on: { input: (event) => (begun.text = event.target.value) } }, begun.text),
      el("div", { class: "acts" },
        el("button", { type: "button", class: "primary", on: { click: () => send("edited", begun.text) } }, "按修改采用"),
        el("button", { type: "button", class: "plain", on: { click: () => ((begun.mode = ""), this.draw()) } }, "取消")));
  }

  decliner(begun, id, send) {
    return el("div", { class: "field" },
      el("label", { for: `decline-${id}` }, "不采用的理由"),
      el("textarea", { id: `decline-${id}`, rows: "2", on: { input: (event) => (begun.reason = event.target.value) } }, begun.reason),
      el("div", { class: "acts" },
        el("button", { type: "button", class: "primary", on: { click: () => send("declined") } }, "记下不采用"),
        el("button", { type: "button", class: "plain", on: { click: () => ((begun.mode = ""), this.draw()) } }, "取消")));
  }

  // send saves what was typed, then merges the entry into that very revision.
  async send(e, verdict, text, begun, error) {
    if (this.busy) return;
    this.busy = true;
    error.hidden = true;
    try {
      if (!(await this.flush())) throw new Error("文稿还没有存上，请先处理上面的提示");
      const answer = await post(this.urls.merge, { revision: this.revision(), entry: e.key, verdict, place: begun.place, text, reason: begun.reason });
      this.typed.delete(e.key);
      this.merged(answer);
      this.status(verdict === "declined" ? "已记下不采用" : "已采用");
      await this.refresh();
    } catch (failure) {
      if (failure instanceof Refused && failure.status === 409) {
        await this.refresh(); // places count the paragraphs of another draft by now
        const card = [...this.box.querySelectorAll(".entry-card")][this.list.open.findIndex((one) => one.key === e.key)];
        error = card?.querySelector(".error") ?? error;
      }
      error.textContent = failure.message;
      error.hidden = false;
    } finally {
      this.busy = false;
    }
  }
}
