import { StateEffect, StateField, RangeSetBuilder } from "@codemirror/state";
import { Decoration, EditorView, hoverTooltip, showTooltip } from "@codemirror/view";
import { isolateHistory } from "@codemirror/commands";
import { post } from "./api.js";
import { $, el, unitsAt } from "./dom.js";
import { atRest, typing } from "./rest.js";

// 公文体检 at the desk: what the checker says of the text stands in it as lines
// under the words, and in a list beside it. Between two answers the places move
// along with the text; what was touched since can be seen, but not mended.

const setFindings = StateEffect.define(); // the findings of the text as it stands
const setSpoken = StateEffect.define(); // the finding whose words are shown, or null

// placed takes findings to the editor's places.
function placed(all, text) {
  const whole = !/[\ud800-\udbff]/.test(text);
  const at = (n) => (whole ? Math.min(n, text.length) : unitsAt(text, n));
  const seen = new Map(); // the same words may stand in the same place twice
  return all.map((f) => {
    const n = seen.get(f.key) || 0;
    seen.set(f.key, n + 1);
    f = { ...f, id: n ? `${f.key}.${n}` : f.key };
    if (f.start < 0) return { ...f, from: -1, to: -1, changes: [] };
    return {
      ...f, from: at(f.start), to: at(f.end),
      changes: (f.edits || []).map((e) => ({ from: at(e.start), to: at(e.end), insert: e.text })),
    };
  });
}

function moved(f, changes) {
  if (f.from < 0) return f;
  const touched = f.touched || changes.touchesRange(f.from, f.to) !== false;
  return {
    ...f, touched, from: changes.mapPos(f.from, 1), to: changes.mapPos(f.to, -1),
    changes: touched ? [] : f.changes.map((e) => ({ ...e, from: changes.mapPos(e.from, 1), to: changes.mapPos(e.to, -1) })),
  };
}

const long = 60; // characters from which a line under them would drown what is in them

// drawn are the lines under the words: wavy for an error, dotted for advice.
function drawn(state, list) {
  const builder = new RangeSetBuilder();
  const sorted = list.filter((f) => f.from >= 0).sort((a, b) => a.from - b.from || b.to - a.to);
  for (const f of sorted) {
    let { from, to } = f;
    if (to - from > long) to = from + 6; // a sentence that is too long is marked where it begins
    if (to <= from) [from, to] = from < state.doc.length ? [from, from + 1] : [from - 1, from];
    if (from < 0 || to > state.doc.length || to <= from) continue;
    builder.add(from, to, Decoration.mark({ class: f.severity === "E" && !f.overruled ? "found found-error" : "found found-advice", finding: f.id }));
  }
  return builder.finish();
}

const state = StateField.define({
  create: () => ({ list: [], marks: Decoration.none, spoken: null }),
  update(value, tr) {
    let { list, marks, spoken } = value;
    for (const e of tr.effects) {
      if (e.is(setFindings)) {
        list = e.value;
        marks = drawn(tr.state, list);
        spoken = list.find((f) => f.id === spoken?.id) ?? null;
        return { list, marks, spoken };
      }
    }
    if (tr.docChanged) {
      list = list.map((f) => moved(f, tr.changes));
      marks = marks.map(tr.changes);
    }
    if (tr.docChanged || tr.selection) spoken = null;
    for (const e of tr.effects) if (e.is(setSpoken)) spoken = e.value;
    return list === value.list && spoken === value.spoken ? value : { list, marks, spoken };
  },
  provide: (f) => [
    EditorView.decorations.from(f, (v) => v.marks),
    showTooltip.from(f, (v) => (v.spoken && v.spoken.from >= 0 ? { pos: v.spoken.from, above: false, create: () => ({ dom: words([v.spoken]) }) } : null)),
  ],
});

const words = (list) =>
  el("div", { class: "found-words" }, ...list.map((f) => el("p", {}, el("b", {}, f.severity === "E" ? "错误 " : "提示 "), f.message, f.fix !== undefined ? ` → ${f.fix || "（删去）"}` : "")));

// findingMarks draws the findings, and says them below the line when one points at
// them and is not typing.
export function findingMarks() {
  return [state, atRest, hoverTooltip((view, pos) => {
    if (typing(view)) return null;
    const list = view.state.field(state).list.filter((f) => f.from >= 0 && f.from <= pos && pos <= Math.max(f.to, f.from + 1));
    if (!list.length) return null;
    const small = list.filter((f) => f.to - f.from < 40); // a sentence that is too long does not drown what is in it
    const said = small.length ? small : list;
    return { pos: said[0].from, end: said[0].to, above: false, create: () => ({ dom: words(said) }) };
  }, { hideOn: (tr) => tr.docChanged })];
}

// Findings is the list beside the text.
export class Findings {
  constructor({ view, url, canSave, status, again, shown, counted }) {
    Object.assign(this, { view, url, canSave, status, again, shown, counted });
    this.words = "";
    this.left = [];
    this.current = null;
    this.stepping = { "check-next": 1, "check-before": -1 };
    for (const [id, way] of Object.entries(this.stepping)) $(id).addEventListener("click", () => this.step(way));
    $("check-fix-all")?.addEventListener("click", () => this.fix(this.list().filter((f) => !f.alone)));
    $("tab-check").addEventListener("click", () => this.draw());
    document.addEventListener("keydown", (event) => {
      if (event.key !== "F8" || event.defaultPrevented || !event.target.closest?.("#desk-side")) return;
      event.preventDefault();
      this.step(event.shiftKey ? -1 : 1);
    });
  }

  list() {
    return this.view.state.field(state).list;
  }

  // heard takes an answer, which must be about the text as it stands.
  heard(checked) {
    const text = this.view.state.doc.toString();
    this.left = placed(checked.left, text);
    const all = placed(checked.findings, text);
    this.words = checked.unsaved ? "首次保存后开始体检" : checked.errors + checked.advice ? `${checked.errors} 错误 · ${checked.advice} 提示` : "没有发现问题";
    if (checked.owed) this.words += ` · 另有 ${checked.owed} 项待办理`;
    $("check-count").textContent === this.words || ($("check-count").textContent = this.words);
    const count = $("desk-checked");
    count.replaceChildren(checked.errors ? el("b", { class: "errors" }, String(checked.errors)) : checked.advice ? String(checked.advice) : "");
    $("desk-checked-words").textContent = this.words;
    this.counted();
    this.more = checked.errors + checked.advice - all.length;
    clearTimeout(this.drawing);
    this.drawing = setTimeout(() => this.draw(), 0); // behind the pages
    this.view.dispatch({ effects: setFindings.of(all) });
  }

  // draw makes the list anew where it is seen and says something else.
  draw() {
    if ($("side-check").hidden) return;
    const all = this.list();
    const said = JSON.stringify([all.map((f) => [f.id, f.message, f.page, f.touched, f.overruled]), this.left.map((f) => f.id), this.current, this.more]);
    if (said === this.said) return;
    this.said = said;
    const focused = document.activeElement?.dataset?.key;
    const list = $("check-list");
    const alike = new Map();
    for (const f of all) if (f.changes.length) alike.set(f.rule, (alike.get(f.rule) || 0) + 1);
    const first = new Set();
    list.replaceChildren(...all.map((f) => {
      const whole = alike.get(f.rule) > 1 && f.changes.length && !first.has(f.rule);
      if (whole) first.add(f.rule);
      return this.item(f, whole ? alike.get(f.rule) : 0);
    }));
    if (this.more > 0) list.append(el("li", { class: "none" }, `还有 ${this.more} 处，改掉一些以后显示`));
    const fixable = all.filter((f) => f.changes.length && !f.alone).length;
    const button = $("check-fix-all");
    if (button) {
      button.hidden = !fixable;
      button.textContent = `全部修正（${fixable} 处）`;
    }
    const box = $("check-left");
    box.hidden = !this.left.length;
    box.querySelector("summary").textContent = `这里不改的 ${this.left.length} 处`;
    box.querySelector("ol").replaceChildren(...this.left.map((f) => this.item(f, 0)));
    if (focused) $("side-check").querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  item(f, alike) {
    const act = (text, name, press, extra = {}) =>
      el("button", { type: "button", "data-key": `${f.id}/${name}`, "aria-label": `${text}：${f.message}`, on: { click: press }, ...extra }, text);
    const writing = this.canSave && !f.touched;
    return el("li", { class: f.severity === "E" ? "is-error" : "is-advice", "aria-current": f.id === this.current ? "true" : undefined },
      el("p", {}, el("b", { class: "severity" }, f.severity === "E" ? "错误" : "提示"), " ", f.message),
      f.overruled ? el("p", { class: "date" }, `已放行 ${f.overruled}`) : null,
      f.left ? el("p", { class: "date" }, f.left) : null,
      f.fix !== undefined && f.fix !== null ? el("p", { class: "check-fix" }, el("del", {}, clip(f.text)), " → ", el("ins", {}, clip(f.fix) || "（删去）")) : null,
      el("p", { class: "date" }, el("a", { href: `/help/check#r${f.rule}`, target: "_blank", rel: "noopener" }, `第${f.rule}条 ${f.title}`), f.page ? ` · 第 ${f.page} 页` : "", f.table ? ` · ${f.table}` : ""),
      el("div", { class: "check-acts" },
        f.from >= 0 ? act("去看", "go", () => this.go(f)) : null,
        writing && f.changes.length ? act(f.alone ? "按交办信息改" : "修正", "fix", () => this.fix([this.now(f)]), { class: "primary" }) : null,
        writing && alike ? act(`同类 ${alike} 处全部修正`, "fix-alike", () => this.fix(this.list().filter((one) => one.rule === f.rule && !one.alone))) : null,
        this.canSave && f.severity === "W" ? act(f.left ? "恢复" : "这里不改", "leave", () => this.leave(f)) : null));
  }

  // now is the finding with its place as it is by now.
  now(f) {
    return this.list().find((one) => one.id === f.id) ?? f;
  }

  // step goes to the next finding behind the caret, or the one before it.
  step(way) {
    const all = this.list().filter((f) => f.from >= 0).sort((a, b) => a.from - b.from || a.to - b.to);
    if (!all.length) return this.status("没有发现问题"), true;
    const at = all.findIndex((f) => f.id === this.current);
    const head = this.view.state.selection.main.from;
    let i;
    if (at >= 0 && all[at].from === head) i = (at + way + all.length) % all.length;
    else if (way > 0) i = Math.max(0, all.findIndex((f) => f.from >= head));
    else i = (all.findLastIndex((f) => f.from < head) + all.length) % all.length;
    this.go(all[i]);
    return true;
  }

  go(f) {
    f = this.now(f);
    this.current = f.id;
    this.shown();
    const length = this.view.state.doc.length;
    const from = Math.min(f.from, length), to = Math.min(Math.max(f.to, f.from), length);
    this.view.dispatch({
      selection: { anchor: from, head: to - from > 40 ? from : to }, userEvent: "select",
      effects: [EditorView.scrollIntoView(from, { y: "center" }), setSpoken.of(f)],
    });
    this.view.focus();
    this.status(`${f.severity === "E" ? "错误" : "提示"}：${f.message}`);
    this.draw();
    $("check-list").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  // fix makes the edits of findings as one change; of two that overlap the first.
  fix(list) {
    const changes = [];
    let mended = 0, end = -1;
    const edits = list.flatMap((f) => f.changes.map((c) => ({ ...c, f }))).sort((a, b) => a.from - b.from || a.to - b.to);
    const done = new Set();
    for (const { from, to, insert, f } of edits) {
      if (from < end || (from === end && from === to)) continue;
      changes.push({ from, to, insert });
      end = to;
      done.add(f);
    }
    mended = done.size;
    if (!changes.length || this.view.state.readOnly) return;
    this.view.dispatch({ changes, userEvent: "input.fix", annotations: isolateHistory.of("full") });
    this.status(`已修正 ${mended} 处，可以撤销（Ctrl+Z）`);
  }

  async leave(f) {
    try {
      await post(this.url, { key: f.key, text: this.view.state.doc.toString(), take: Boolean(f.left) });
      this.status(f.left ? "已恢复这处提示" : "这里不改，文字不变就不再提示");
    } catch (error) {
      this.status(error.message);
    }
    this.again();
  }
}

const clip = (text) => (text.length > 40 ? text.slice(0, 20) + "…" + text.slice(-10) : text);
