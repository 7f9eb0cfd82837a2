import { EditorView, keymap } from "@codemirror/view";
import { $, charactersAt, countCharacters, el, unitsAt } from "./dom.js";
import { byProgram, makeEditor } from "./editor.js";
import { Comments, commentMarks } from "./comments.js";
import { Refused } from "./api.js";
import { Composition } from "./composition.js";
import { Conflicts } from "./conflicts.js";
import { Entries } from "./entries.js";
import { openFind } from "./find.js";
import { Findings, findingMarks } from "./findings.js";
import { Faces } from "./faces.js";
import { Gone } from "./gone.js";
import { Glyphs } from "./glyphs.js";
import { Library } from "./library.js";
import { Live } from "./live.js";
import { marks, setLive, setShown, whose } from "./marks.js";
import { button, closer, note, unnote } from "./notes.js";
import { Numbers } from "./numbers.js";
import { Outline } from "./outline.js";
import { Pages } from "./pages.js";
import { menus, panes } from "./panes.js";
import { Parts } from "./parts.js";
import { pasting } from "./pasting.js";
import { Responses } from "./responses.js";
import { Saver } from "./save.js";
import { Store } from "./store.js";
import { showShares } from "./shares.js";
import { word } from "./word.js";
import { StateLine } from "./state.js";
import { tidy } from "./tidy.js";

const desk = $("desk");
const start = { ...JSON.parse($("desk-start").textContent), tab: crypto.randomUUID?.() ?? String(Math.random()).slice(2) };
const url = (tail) => `/cases/${start.case}/desk/${tail}`;
const departments = new Map(start.departments.map((d) => [d.id, d]));
const moments = new Map(Object.entries(start.handedIn)); // department.revision → when it was handed in
const shown = new Set(start.departments.filter((d) => !d.lead).map((d) => d.id));
const field = marks(departments, shown);

let reveal = false; // the paper is to follow although nobody writes in the editor
let blocks = []; // of the last answer about the text as it stands
const tintColors = () => {
  const css = getComputedStyle(document.documentElement);
  return [0, 1, 2, 3, 4, 5].map((i) => css.getPropertyValue(`--paper-tint-${i}`).trim());
};
let tints = tintColors();
const tintOf = (block, column) => {
  for (const [department, , from, to] of block.spans) {
    if (column >= from && column < to) return shown.has(department) && departments.has(department) ? tints[departments.get(department).tint] : null;
  }
  return null;
};

const glyphs = new Glyphs(start.glyphs);
const faces = new Faces(start.faces);
const pages = new Pages({
  box: $("desk-pages"), where: $("desk-where"), glyphs, tints: tintOf,
  clicked: (block, column) => {
    const { doc } = view.state;
    if (block.line >= doc.lines) return;
    const line = doc.line(block.line + 1);
    showPane("text");
    view.dispatch({ selection: { anchor: line.from + unitsAt(line.text, column) }, effects: EditorView.scrollIntoView(line.from, { y: "center" }) });
    view.focus();
  },
});

const library = new Library({ url: url("phrases"), status });
const help = { // what helps while one writes, by button and by key
  find: () => openFind(view),
  phrase: () => library.open(view),
  keep: () => library.keep(view),
  tidy: () => (tidy({ view, url: url("tidy"), status }), true),
  number: () => (numbers.now(live.done === live.version ? blocks : null), true),
  answer: () => responses.choose(),
  parts: () => parts.toggle(view, desk.querySelector("[data-help=parts]")),
};
const parts = new Parts({
  names: start.parts, url: url("part"), canSave: start.canSave, status, again: () => live.again(),
  saver: { get account() { return start.account; }, merge: (ask) => saver.merge(ask), text: () => saver.text() },
});
const helpKeys = keymap.of(start.canSave ? [
  { key: "Alt-/", run: () => help.phrase() }, { key: "Alt-Shift-f", run: () => help.tidy() },
  { key: "Alt-Shift-n", run: () => help.number() }, { key: "Alt-p", run: (view) => parts.atCaret(view) }, { key: "Alt-Shift-r", run: () => help.answer() },
] : []);

const view = makeEditor({
  parent: $("desk-editor"), text: start.text, readOnly: !start.canSave, nonce: desk.dataset.nonce,
  extensions: [parts.extension(), field, findingMarks(), commentMarks, whose(field, departments, moments), library.extension(), pasting, helpKeys,
    keymap.of([{ key: "Mod-Alt-m", preventDefault: true, run: () => comments.begin() }])],
  keys: [{ key: "F8", run: () => findings.step(1), shift: () => findings.step(-1) }],
  save: () => saver.save(false),
  updated(update) {
    if (update.docChanged) {
      live.changed();
      saver.changed(update);
      numbers.saw(update, blocks);
      conflicts.moved(update.changes);
      library.moved(update.changes);
      comments.moved(update.changes);
      gone.moved(update.changes);
    }
    if (update.selectionSet || update.docChanged) {
      foot();
      comments.selected();
    }
    if (update.selectionSet && !update.docChanged) {
      followCaret(update.transactions.some((tr) => tr.isUserEvent("select")));
      outline.mark();
    }
  },
});

const composition = new Composition(view, () => {
  live.go();
  saver.here();
});

// status says something for a moment at the editor's foot.
let saying;
function status(text) {
  $("desk-said").textContent = ` · ${text}`;
  clearTimeout(saying);
  saying = setTimeout(() => ($("desk-said").textContent = ""), 5000);
}
let findings; // made below, of the view
let counted = {}; // the text that was counted last
function foot() {
  const { doc, selection: { main } } = view.state;
  if (counted.doc !== doc) counted = { doc, n: countCharacters(doc.toString()) };
  const part = main.empty ? 0 : countCharacters(doc.sliceString(main.from, main.to));
  $("desk-count").textContent = `${counted.n} 字${part ? ` · 选中 ${part} 字` : ""}${findings?.words ? ` · 体检 ${findings.words}` : ""}`;
}

const numbers = new Numbers(view, status);
const outline = new Outline({ view, extra: (block) => entries.atHeading(block), tool: (block) => entries.tool(block) });
const conflicts = new Conflicts({ view, done: () => saver.resolved() });
const store = new Store(`dafu.desk.${start.case}.${start.account}`);
const stateLine = new StateLine({ start, renew: () => (saver.dirty ? saver.save(true) : live.again()) });
const saver = new Saver({
  view, composition, start, store, urls: { save: url("save"), here: url("here"), text: url("text") },
  heard(news) {
    stateLine.hear(news);
    if (news.comments !== undefined) comments.heardStamp(news.comments);
  },
  conflicted: (answer, over) => conflicts.show(answer, over),
  saved() {
    entries.refresh();
    comments.refresh();
  },
});
const gone = new Gone({
  view, url: url("request"), dialog: $("desk-dialog"), departments, status,
  changed: () => (saver.dirty ? saver.save(true) : entries.refresh()),
});
const entries = new Entries({
  view, gone, departments, moments, urls: { entries: url("entries"), merge: url("merge"), ask: url("ask") },
  caretLine: () => view.state.doc.lineAt(view.state.selection.main.head).number - 1,
  flush: () => saver.save(true), merge: (ask) => saver.merge(ask),
  merged: (changes) => {
    goToChange(changes);
    live.again();
  },
  canSave: start.canSave, outlineChanged: () => {
    outline.show(blocks);
    if (live.done === live.version) gone.saw(blocks, entries.list.asked.requests);
  },
  status, drawn: (text) => faces.want(text),
});
const showPane = panes(desk);
const responses = new Responses({
  view, url: url("responses"), matrix: `/cases/${start.case}/matrix`, recommendations: start.recommendations, canSave: start.canSave,
  flush: () => saver.save(true), status, again: () => live.again(), linked: () => showPane("text"),
});
menus(desk);
word({ view, url: url("import") });
const comments = new Comments({
  view, composition, url, departments,
  showSide: () => (showPane("side"), $("tab-comments").click()),
  showText: () => showPane("text"),
  drawn: (text) => faces.want(text),
});

findings = new Findings({
  view, url: url("leave"), canSave: start.canSave, status, again: () => live.again(),
  shown: () => showPane("text"), counted: foot,
});

const live = new Live({
  url: url("live"),
  text: () => view.state.doc.toString(),
  have: () => pages.have(),
  held: () => composition.active || saver.out,
  answered(answer, { fresh, version }) {
    unnote("live");
    if (fresh) {
      blocks = answer.blocks;
      faces.want(view.state.doc.toString());
      view.dispatch({ effects: setLive.of(blocks) });
      parts.show(view, blocks);
      outline.show(blocks);
      gone.saw(blocks, entries.list.asked.requests);
      showPrinting(answer.notes || []);
      showShares({ shares: answer.shares || [], departments, shown, toggle });
      numbers.answered(blocks);
      responses.show(blocks, answer.responses);
      unprintable(answer.unprintable || []);
    }
    // Findings wait for the pages, unless somebody has typed on meanwhile: then
    // they are of another text.
    const found = () => fresh && live.version === version && !composition.active && findings.heard(answer.checked);
    if (answer.unprintable) return found();
    pages.show(answer, version).then((all) => {
      setTimeout(found, 0);
      if (!all) return live.again();
      if (fresh) followCaret(true);
      reveal = false;
    }, () => {});
  },
  failed(error) {
    if (error.login) return saver.left();
    if (!(error instanceof Refused)) return; // the line about the server says so
    note("live", `版面没有更新：${error.message}`, closer("live"));
  },
});

// goToChange shows the longest stretch that has come in.
function goToChange(changes) {
  let best = null;
  changes?.iterChanges((fromA, toA, from, to) => {
    if (!best || to - from > best.to - best.from) best = { from, to };
  });
  if (!best) return;
  view.dispatch({ selection: { anchor: best.from }, effects: EditorView.scrollIntoView(best.from, { y: "center" }) });
  reveal = true;
}

// showPrinting says what will be printed instead of what stands in the text.
function showPrinting(notes) {
  $("desk-printing").replaceChildren(...(notes.length ? [el("h2", {}, "印发时作如下处理"), el("ul", { class: "hints" }, ...notes.map((n) => el("li", {}, n)))] : []));
}

function toggle(id, on) {
  if (on) shown.add(id);
  else shown.delete(id);
  view.dispatch({ effects: setShown.of(new Set(shown)) });
  pages.redraw();
}

// unprintable names the characters that no face has, with the way to them.
function unprintable(all) {
  unnote("unprintable");
  if (!all.length) return;
  note("unprintable", `版面停在改动之前：${all.map((u) => u.text).join("；")}`,
    ...all.filter((u) => u.line >= 0).slice(0, 3).map((u) => button("去改", () => {
      const line = view.state.doc.line(Math.min(u.line + 1, view.state.doc.lines));
      const from = line.from + unitsAt(line.text, u.column);
      view.dispatch({ selection: { anchor: from, head: Math.min(line.to, from + 1) }, scrollIntoView: true });
      view.focus();
    })));
}

function followCaret(scroll) {
  const { head } = view.state.selection.main;
  const line = view.state.doc.lineAt(head);
  const column = charactersAt(line.text, head - line.from);
  const i = blocks.findIndex((b) => b.line === line.number - 1 && column <= b.to);
  pages.follow(i, i < 0 ? 0 : pages.offsetOf(blocks[i], column), scroll && (view.hasFocus || reveal));
}

// What was left in this browser without having been saved is offered, one text
// after the other. Where nobody can save now it stays.
function offerKept() {
  unnote("kept");
  const [kept] = store.left();
  if (!kept) return;
  const at = new Date(kept.at).toLocaleString("zh-CN", { month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Shanghai" });
  const gone = () => {
    store.drop((one) => one.text === kept.text);
    offerKept();
  };
  note("kept", `这台电脑上留有${at}没有保存的文字（${countCharacters(kept.text)}字）。${start.canSave ? "" : "答复稿现在不能修改，文字仍留着。"}`,
    start.canSave ? button("找回", () => {
      saver.revision = Math.min(kept.base, saver.revision);
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: kept.text }, annotations: byProgram.of("kept"), userEvent: "input.kept" });
      if (saver.keep()) gone();
      saver.save(true);
    }, true) : null,
    button("看看写了什么", () => showKept(kept)),
    button("放弃", gone));
}

function showKept(kept) {
  const dialog = $("desk-dialog");
  dialog.replaceChildren(
    el("h2", {}, "没有保存的文字"),
    el("div", { class: "letter-text clip", tabindex: "0" }, ...kept.text.split("\n").map((line) => el("p", {}, line))),
    el("form", { method: "dialog", class: "acts" }, el("button", {}, "关闭")),
  );
  dialog.showModal();
}

$("desk-save")?.addEventListener("click", () => saver.save(false));
for (const b of desk.querySelectorAll("[data-help]")) b.addEventListener("click", () => help[b.dataset.help]());
for (const b of desk.querySelectorAll("[data-zoom]")) b.addEventListener("click", () => pages.setZoom(b.dataset.zoom));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  tints = tintColors();
  pages.redraw();
});
window.addEventListener("storage", (event) => event.key === store.leftKey && event.newValue === null && unnote("kept"));

desk.querySelector("[data-help=parts]")?.setAttribute("aria-pressed", String(parts.on));
foot();
store.leave();
store.drop((one) => one.text === start.text);
offerKept();
live.changed();
entries.refresh();
if (location.hash === "#check") {
  $("tab-check").click();
  showPane("side");
}
comments.refresh();
// A test waits for this.
desk.dataset.ready = "1";
