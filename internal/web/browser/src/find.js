import { closeSearchPanel, findNext, findPrevious, getSearchQuery, openSearchPanel, replaceAll, replaceNext, search, SearchQuery, setSearchQuery } from "@codemirror/search";
import { runScopeHandlers } from "@codemirror/view";
import { el } from "./dom.js";

// The find panel (查找和替换): the field, how many there are, both ways; replacing
// stands in a line of its own, which Ctrl+H or a press opens.
const most = 9999; // matches that are counted

class FindPanel {
  constructor(view) {
    this.view = view;
    this.top = true;
    const button = (text, press, more = {}) => el("button", { type: "button", on: { click: press }, ...more }, text);
    const field = (name, label) => el("input", { name, placeholder: label, "aria-label": label, autocomplete: "off", spellcheck: "false", "main-field": name === "search", on: { input: (e) => e.isComposing || this.commit(), compositionend: () => this.commit() } });
    this.words = field("search", "查找");
    this.other = field("replace", "替换为");
    this.count = el("span", { class: "find-count", role: "status" });
    this.more = button("替换", () => this.showReplace(this.second.hidden), { class: "plain", "aria-expanded": "false", title: "查找和替换（Ctrl+H）" });
    this.first = el("div", { class: "find-line" }, this.words, this.count,
      button("↑", () => findPrevious(view), { "aria-label": "上一处", title: "上一处（Shift+F3）", class: "plain" }),
      button("↓", () => findNext(view), { "aria-label": "下一处", title: "下一处（F3）", class: "plain" }),
      view.state.readOnly ? null : this.more,
      button("×", () => closeSearchPanel(view), { name: "close", "aria-label": "关闭查找", title: "关闭（Esc）", class: "plain" }));
    this.second = el("div", { class: "find-line", hidden: true }, this.other,
      button("替换这一处", () => replaceNext(view)), button("全部替换", () => replaceAll(view)));
    this.dom = el("div", { class: "find", role: "search", "aria-label": "查找和替换", on: { keydown: (e) => this.key(e) } }, this.first, this.second);
    this.setQuery(getSearchQuery(view.state));
  }

  mount() {
    this.words.focus();
    this.words.select();
    this.tally();
  }

  showReplace(on) {
    this.second.hidden = !on;
    this.more.setAttribute("aria-expanded", String(on));
    (on && this.words.value ? this.other : this.words).focus();
  }

  commit() {
    const query = new SearchQuery({ search: this.words.value, replace: this.other.value, literal: true });
    if (!query.eq(this.query)) this.view.dispatch({ effects: setSearchQuery.of(query) });
  }

  key(event) {
    if (event.isComposing) return;
    if (runScopeHandlers(this.view, event, "search-panel")) return event.preventDefault();
    if (event.key !== "Enter") return;
    if (event.target === this.words) (event.shiftKey ? findPrevious : findNext)(this.view);
    else if (event.target === this.other) replaceNext(this.view);
    else return;
    event.preventDefault();
  }

  setQuery(query) {
    this.query = query;
    if (this.words.value !== query.search) this.words.value = query.search;
    if (this.other.value !== query.replace) this.other.value = query.replace;
  }

  update(update) {
    const query = getSearchQuery(update.state);
    if (!query.eq(this.query)) this.setQuery(query);
    else if (!update.docChanged && !update.selectionSet) return;
    clearTimeout(this.counting);
    this.counting = setTimeout(() => this.tally(), 80);
  }

  // tally says how many there are, and which of them is selected.
  tally() {
    const { state } = this.view;
    if (!this.query.valid) return (this.count.textContent = "");
    const { from, to } = state.selection.main;
    let n = 0, at = 0;
    for (const one of { [Symbol.iterator]: () => this.query.getCursor(state) }) {
      if (++n > most) break;
      if (one.from === from && one.to === to) at = n;
    }
    this.count.textContent = !n ? "没有找到" : n > most ? `${most} 处以上` : at ? `${at} / ${n} 处` : `${n} 处`;
  }
}

const panels = new WeakMap(); // view → its panel

// finding is the editor's find panel with its keys.
export const finding = () => search({ top: true, literal: true, createPanel: (view) => (panels.set(view, new FindPanel(view)), panels.get(view)) });

export const openFind = (view) => openSearchPanel(view);

// openReplace opens the panel with the line for replacing.
export function openReplace(view) {
  openSearchPanel(view);
  if (!view.state.readOnly) panels.get(view)?.showReplace(true);
  return true;
}
