import { $, el } from "./dom.js";
import { get, post } from "./api.js";
import { Complaints } from "./complaints.js";

// The opinions (会办意见) beside the draft: each with its suggested place, to be
// taken whole, in part, edited, or declined with a reason. What has not been used
// stays on the list.
export class Entries {
  constructor(parts) {
    Object.assign(this, parts);
    this.box = $("desk-entries");
    this.list = { open: [], done: [], gone: [], missing: [], places: [], asked: { requests: [], headings: [], from: [] } };
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
    let list;
    try {
      list = await get(this.urls.entries);
    } catch {
      return; // the state line tells what is wrong with the server
    }
    const heard = JSON.stringify(list);
    if (heard === this.heard) return; // somebody may be typing in a card
    this.heard = heard;
    this.list = list;
    $("desk-next").textContent = list.next;
    this.draw();
    this.outlineChanged();
    this.gone.ask(list.asked);
  }

  // atHeading says in the outline what waits to go under a heading, what was asked
  // for on it, and lets more be asked.
  atHeading(block) {
    const { asked, open } = this.list;
    const out = [];
    const n = open.filter((e) => e.suggestions[0]?.under === block.text).length;
    if (n) out.push(el("span", { class: "mark mark-new", title: "建议放在这个标题下的会办意见" }, `${n}处待合并`));
    for (const r of asked.requests) if (!r.gone && r.heading === block.text) out.push(this.request(r));
    return out;
  }

  // tool is the button of a heading that asks co-handlers for a part of it.
  tool(block) {
    const { asked } = this.list;
    if (!asked.may || !asked.from.length) return null;
    return el("button", { type: "button", class: "plain outline-ask", "data-key": `${block.text}/ask`, "aria-label": `请报送：${block.text}`, title: "请会办单位报送", on: { click: () => this.ask(block.text) } }, "请报送");
  }

  request(r) {
    return el("a", { class: `asked-mark${r.late ? " late" : ""}`, href: `requests/${r.id}`, title: r.wanted },
      this.tag(r.department), `${r.late ? "！" : ""}${r.due || r.state}`);
  }

  draw() {
    if (!this.canSave) {
      this.box.replaceChildren(el("p", { class: "none" }, "文稿现在不能改，会办意见不在这里处理。各单位报送了什么、采用了几处，见",
        el("a", { href: location.pathname.replace(/\/desk$/, "") }, "这一件的页面"), "。"));
      return this.drawn("");
    }
    const { open, done, gone, missing, asked } = this.list;
    const left = open.length + gone.length;
    $("desk-open").textContent = left ? String(left) : "";
    const parts = [];
    const loose = asked.requests.filter((r) => r.gone || r.heading === "");
    if (loose.length) {
      parts.push(el("ul", { class: "plain-list" }, ...loose.map((r) => el("li", {}, this.request(r),
        el("span", { class: "date" }, r.gone ? `原标题“${r.heading}”已从文稿里删除，请调整所属标题或撤销：${r.wanted}` : `全文：${r.wanted}`)))));
    }
    if (missing.length) parts.push(el("p", { class: "help" }, `${missing.join("、")}尚未报送会办意见，报送后会出现在这里。`));
    if (!left) parts.push(el("p", { class: "none" }, !asked.from.length ? "这一件没有会办单位。" : done.length ? "报送来的会办意见都有了去处。" : "还没有会办意见。会办单位报送以后，这里会列出每一处和建议的位置。"));
    else parts.push(el("p", { class: "help" }, `还有${left}处没有决定。选中几个字，可以只采用这几个字。`));
    for (const e of open) parts.push(this.card(e));
    for (const e of gone) parts.push(this.goneCard(e));
    if (done.length) {
      parts.push(el("h2", {}, "已处理", el("span", { class: "n" }, `${done.length} 处`)),
        el("ul", { class: "plain-list" }, ...done.map((d) => el("li", {}, this.tag(d.department), d.heading, " ", el("span", { class: "date" }, d.words),
          d.unused?.length ? el("div", { class: "unused" }, el("span", { class: "date" }, "未采用的文字："), ...d.unused.map((u) => el("q", {}, u))) : null))));
    }
    const { id, selectionStart, selectionEnd } = document.activeElement ?? {};
    this.box.replaceChildren(...parts);
    const again = id && this.box.querySelector(`#${CSS.escape(id)}`);
    if (again) {
      again.focus();
      if (selectionStart !== undefined) again.setSelectionRange?.(selectionStart, selectionEnd);
    }
    this.drawn(open.flatMap((e) => e.words).join(""));
  }

  // goneCard asks what becomes of words that the department has dropped.
  goneCard(e) {
    const begun = this.typed.get(e.key) ?? { place: "", reason: "" };
    this.typed.set(e.key, begun);
    const error = el("p", { class: "error", role: "alert", hidden: !begun.error }, begun.error ?? "");
    const send = (verdict) => this.send(e, verdict, "", begun);
    return el("section", { class: "entry-card", "aria-label": e.heading },
      el("p", { class: "entry-from" }, this.tag(e.department), el("span", { class: "mark mark-new" }, "已不再报送")),
      el("h2", {}, e.heading),
      el("p", { class: "help" }, "新报送的意见里没有这一处了，文稿里还有它的文字："),
      el("div", { class: "letter-text clip entry-words", tabindex: "0", role: "region", "aria-label": `文稿里的文字：${e.heading}` }, ...e.stands.map((w) => el("p", {}, w))),
      el("div", { class: "acts" },
        el("button", { type: "button", class: "primary", on: { click: () => send("taken-out") } }, "取出"),
        el("button", { type: "button", on: { click: () => send("kept") } }, "保留为主办单位的话")),
      error);
  }

  // ask hangs a request on a heading: who, what, by when.
  async ask(text) {
    if (!this.list.asked.headings.some((h) => h.label === text)) { // typed a moment ago
      await this.flush();
      await this.refresh();
    }
    const { asked } = this.list;
    const heading = asked.headings.find((h) => h.label === text)?.value;
    const dialog = $("desk-dialog");
    const from = asked.from.map((d) => el("label", { class: "pick" }, el("input", { type: "checkbox", name: "departments", value: d.value, checked: asked.from.length === 1 }), el("span", {}, d.label)));
    const wanted = el("textarea", { id: "ask-wanted", rows: "4", maxlength: "500" });
    const due = el("input", { id: "ask-due", type: "date", value: asked.due });
    const wrong = new Complaints({ departments: from[0].querySelector("input"), wanted, due });
    const send = async () => {
      wrong.clear();
      const departments = [...dialog.querySelectorAll("[name=departments]:checked")].map((i) => Number(i.value));
      try {
        await post(this.urls.ask, { heading: heading ?? "", departments, wanted: wanted.value, due: due.value });
        dialog.close();
        this.status("已请会办单位报送");
        await this.refresh();
      } catch (failure) {
        wrong.show(failure);
      }
    };
    dialog.replaceChildren(
      el("h2", {}, `就“${text}”请会办单位报送`),
      el("fieldset", { class: "field choices" }, el("legend", {}, "请哪些单位报送"), ...from, wrong.lines.departments),
      el("div", { class: "field" }, el("label", { for: "ask-wanted" }, "需要的内容"), wanted, el("p", { class: "help" }, "写明要什么，如：近三年的做法和数据，200字左右。"), wrong.lines.wanted),
      el("div", { class: "field" }, el("label", { for: "ask-due" }, "报送期限"), due, wrong.lines.due),
      wrong.rest,
      el("div", { class: "acts" }, el("button", { type: "button", class: "primary", on: { click: send } }, "请会办单位报送"), el("button", { type: "button", class: "plain", on: { click: () => dialog.close() } }, "取消")));
    dialog.showModal();
    wanted.focus();
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
    const changed = e.difference?.length
      ? el("div", { class: "letter-text clip diff", tabindex: "0", role: "region", "aria-label": `与上次报送的不同：${e.heading}` },
        el("p", {}, ...e.difference.map((d) => (d.change ? el(d.change === "+" ? "ins" : "del", {}, d.text) : d.text))))
      : null;
    const words = el("div", { class: "letter-text clip entry-words", tabindex: "0", role: "region", "aria-label": `会办意见原文：${e.heading || e.words[0].slice(0, 16)}` }, ...e.words.map((w) => el("p", {}, w)));
    const error = el("p", { class: "error", role: "alert", hidden: !begun.error }, begun.error ?? "");
    const send = (verdict, text) => this.send(e, verdict, text ?? "", begun);
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
      el("p", { class: "entry-from" }, this.tag(e.department), el("span", { class: "date" }, `第${e.round}次报送 · ${e.asked ? `会办事项“${e.asked}”` : e.part}`), e.mark ? el("span", { class: "mark mark-new" }, e.mark) : null),
      el("h2", {}, e.heading || e.words[0].slice(0, 16)),
      e.earlier ? el("p", { class: "date" }, `${e.earlier}。`) : null,
      changed,
      e.mixed ? el("p", { class: "advice" }, "文稿里现在的文字有主办单位改过的，换掉以后不再保留：", e.stands.join("")) : null,
      changed ? el("details", {}, el("summary", {}, "新报送的全文"), words) : words, this.places(e, begun, id),
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
      el("label", { for: `place-${id}` }, "插入位置"),
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
  async send(e, verdict, text, begun) {
    if (this.busy) return;
    this.busy = true;
    begun.error = "";
    try {
      const done = await this.merge((revision) => post(this.urls.merge, { revision, entry: e.key, verdict, place: begun.place, text, reason: begun.reason }));
      if (!done) throw new Error("文稿尚未保存，请先处理页面上的提示");
      this.typed.delete(e.key);
      this.merged(done.changes);
      this.status({ declined: "已记下不采用", "taken-out": "已取出", kept: "已保留" }[verdict] ?? "已采用");
    } catch (failure) {
      begun.error = failure.message;
    } finally {
      this.busy = false;
    }
    this.heard = "";
    await this.refresh(); // places count the paragraphs of another draft by now
  }
}
