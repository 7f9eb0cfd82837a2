import { acceptCompletion, autocompletion, closeCompletion, completionStatus, insertCompletionText, pickedCompletion, startCompletion } from "@codemirror/autocomplete";
import { Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { el } from "./dom.js";
import { get, post } from "./api.js";
import { closer, note, unnote } from "./notes.js";
import { backTo, question } from "./question.js";

// The phrase library (常用语) in the editor: “/” at a line's start, or behind a
// space or a mark, opens the list; what is typed behind it narrows it.
const fresh = 30_000; // ms after which the list is asked for anew
const slash = /(?:^|[\s\p{P}\p{S}])([/／])([^\s/／]{0,20})$/u;
const pause = /^\s*(、)([^\s、]{0,20})$/; // what “/” is where an input method types Chinese marks

export class Library {
  constructor({ url, status }) {
    Object.assign(this, { url, status });
    this.list = null;
    this.askedAt = 0;
    this.waiting = null; // where an expired phrase goes once it is confirmed
  }

  extension() {
    return [this.completion(), Prec.highest(keymap.of([{ key: "Tab", run: acceptCompletion }])), EditorView.updateListener.of((update) => {
      if (completionStatus(update.state)) requestAnimationFrame(() => reachable(update.view));
    })];
  }

  completion() {
    return autocompletion({
      override: [(context) => this.source(context)],
      icons: false, activateOnTypingDelay: 20, maxRenderedOptions: 200,
      tooltipClass: () => "phrase-list",
      optionClass: (option) => (option.phrase.expired ? "phrase-expired" : ""),
      addToOptions: [{ position: 90, render: (option) => (option.phrase.expired ? el("span", { class: "mark mark-expired" }, "已过期") : null) }],
    });
  }

  // open shows the list at the caret.
  open(view) {
    view.focus();
    if (completionStatus(view.state) !== "active") startCompletion(view);
    return true;
  }

  // keep opens the form of a new phrase with what is selected.
  keep(view) {
    const { main } = view.state.selection;
    const words = view.state.doc.sliceString(main.from, main.to);
    if (!words.trim()) return this.status("请先选中要存的文字");
    const form = el("form", { method: "post", action: "/phrases/begin", target: "_blank", hidden: true }, el("textarea", { name: "words" }));
    form.firstChild.value = words;
    document.body.append(form);
    form.submit();
    form.remove();
    this.askedAt = -Infinity; // the list has a phrase more soon
  }

  async source(context) {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const m = before.match(slash) ?? before.match(pause);
    if (!m && !context.explicit) return null;
    if (context.state.readOnly) return null;
    try {
      await this.load();
    } catch (error) {
      this.status(`常用语没有取到：${error.message}`);
      return null;
    }
    const query = m?.[2] ?? "";
    const options = this.list.filter((p) => !query || p.topic.includes(query) || p.text.includes(query)).map((p) => this.option(p));
    if (!options.length) {
      if (context.explicit) this.status("没有含有这几个字的常用语");
      return null;
    }
    return { from: m ? context.pos - m[2].length - 1 : context.pos, options, filter: false };
  }

  async load() {
    if (this.list && performance.now() - this.askedAt < fresh) return;
    this.list = (await get(this.url)).phrases;
    this.askedAt = performance.now();
  }

  option(phrase) {
    return {
      label: phrase.topic, detail: phrase.text.slice(0, 18), phrase,
      info: () => preview(phrase),
      apply: (view, completion, from, to) => (phrase.expired ? this.confirm(view, completion, from, to) : this.insert(view, completion, from, to)),
    };
  }

  // moved keeps the place of a question that stands open while the text changes.
  moved(changes) {
    if (this.waiting) this.waiting = { from: changes.mapPos(this.waiting.from, 1), to: changes.mapPos(this.waiting.to, -1) };
  }

  confirm(view, completion, from, to) {
    this.waiting = { from, to };
    closeCompletion(view);
    const { phrase } = completion;
    question([
      el("h2", {}, `“${phrase.topic}”已过期`),
      el("p", {}, `有效期到 ${phrase.expired} 为止，里面的政策或数字可能已经变了。还要放进文稿吗？`),
      el("div", { class: "letter-text clip", tabindex: "0", role: "region", "aria-label": "常用语的内容" }, el("p", { class: "phrase-text" }, phrase.text)),
      el("form", { method: "dialog", class: "acts" }, el("button", { value: "yes", class: "primary" }, "仍然放进文稿"), el("button", { value: "", class: "plain" }, "不用了")),
    ], (answer) => {
      const at = this.waiting;
      this.waiting = null;
      backTo(view, { anchor: at.to });
      if (answer === "yes") this.insert(view, completion, at.from, at.to);
    });
  }

  insert(view, completion, from, to) {
    const { phrase } = completion;
    view.dispatch({
      ...insertCompletionText(view.state, phrase.text, from, to), annotations: pickedCompletion.of(completion), scrollIntoView: true,
    });
    unnote("phrase");
    if (phrase.missing?.length) this.missing(view, phrase, from);
    this.status(`已放进“${phrase.topic}”`);
    if (phrase.id) post(this.url, { id: phrase.id }).catch(() => {}); // how often it is used is not worth a word
  }

  // missing names what the case cannot fill, and selects the first of it.
  missing(view, phrase, from) {
    const first = `【${phrase.missing[0]}】`, at = phrase.text.indexOf(first);
    if (at >= 0) view.dispatch({ selection: { anchor: from + at, head: from + at + first.length } });
    note("phrase", `“${phrase.topic}”里的 ${phrase.missing.map((m) => `【${m}】`).join("")} 这件提案里没有，原样留在文稿里，请填好或删去。`, closer("phrase"));
  }
}

// reachable lets the list be scrolled without a pointer by those who do not use
// the arrows of the editor.
function reachable(view) {
  view.dom.querySelector(".cm-tooltip-autocomplete > ul")?.setAttribute("tabindex", "0");
}

function preview(phrase) {
  return el("div", { class: "phrase-preview" },
    phrase.expired ? el("p", { class: "error" }, `有效期到 ${phrase.expired} 为止`) : null,
    el("p", { class: "phrase-text" }, phrase.text),
    phrase.missing?.length ? el("p", { class: "help" }, `要自己填：${phrase.missing.map((m) => `【${m}】`).join("")}`) : null);
}
