import { $, countCharacters, el } from "./dom.js";
import { moveSection } from "./numbers.js";

// sectionsOf takes the headings with the lines that belong to them.
export function sectionsOf(blocks, lines) {
  const heads = blocks.filter((b) => b.kind === "heading");
  const closing = blocks.find((b) => ["signatory", "date", "contact", "copy", "attachment"].includes(b.kind) && heads.length && b.line > heads[0].line);
  const end = closing ? closing.line : lines;
  return heads.map((b, i) => {
    const next = heads.slice(i + 1).find((h) => h.level <= b.level);
    return { block: b, from: b.line, to: next ? next.line : end };
  });
}

// Outline lists the headings: a press goes there, the arrows move the section.
export class Outline {
  constructor({ view, extra, tool }) {
    Object.assign(this, { view, extra, tool });
    this.list = $("desk-outline");
  }

  show(blocks) {
    const sections = sectionsOf(blocks, this.view.state.doc.lines);
    const focused = document.activeElement?.dataset?.key;
    this.list.replaceChildren(
      ...sections.map((s, i) => this.item(s, this.neighbour(sections, i, -1), this.neighbour(sections, i, 1))),
    );
    if (!sections.length) this.list.append(el("li", { class: "none" }, "还没有标题。标题单独一行，以 一、或（一）开头。"));
    if (focused) this.list.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
    this.mark();
  }

  neighbour(sections, i, way) {
    const { level } = sections[i].block;
    for (let j = i + way; j >= 0 && j < sections.length; j += way) {
      if (sections[j].block.level < level) return null;
      if (sections[j].block.level === level) return sections[j];
    }
    return null;
  }

  item(section, above, below) {
    const { block } = section;
    const words = block.text.replace(/^\S+?[、）.)]/, "");
    const move = (neighbour, text, way) =>
      el("button", {
        type: "button", class: "plain", disabled: !neighbour || this.view.state.readOnly, "aria-label": `${block.text} ${text}`,
        "data-key": `${words}/${way}`, title: text, on: { click: () => moveSection(this.view, section, neighbour) },
      }, way === "up" ? "↑" : "↓");
    return el("li", { class: `level-${block.level}`, "data-line": block.line },
      el("button", { type: "button", class: "outline-go", "data-key": words, "data-count": `${this.count(section)}字`, on: { click: () => this.go(block) } }, block.text),
      this.view.state.readOnly ? null : el("span", { class: "outline-move" }, this.tool(block), move(above, "移到上一个之前", "up"), move(below, "移到下一个之后", "down")),
      ...this.extra(block),
    );
  }

  count({ from, to }) {
    const { doc } = this.view.state;
    if (from >= doc.lines || to <= from) return 0;
    return countCharacters(doc.sliceString(doc.line(from + 1).from, doc.line(Math.min(to, doc.lines)).to));
  }

  go(block) {
    const line = this.view.state.doc.line(Math.min(block.line + 1, this.view.state.doc.lines));
    this.view.dispatch({ selection: { anchor: line.to }, scrollIntoView: true, userEvent: "select" });
    this.view.focus();
  }

  // mark shows under which heading the caret stands.
  mark() {
    const at = this.view.state.doc.lineAt(this.view.state.selection.main.head).number - 1;
    let current = null;
    for (const li of this.list.querySelectorAll("li[data-line]")) {
      li.removeAttribute("aria-current");
      if (Number(li.dataset.line) <= at) current = li;
    }
    current?.setAttribute("aria-current", "location");
  }
}
