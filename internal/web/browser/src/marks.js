import { StateEffect, StateField, RangeSetBuilder } from "@codemirror/state";
import { Decoration, EditorView, hoverTooltip, WidgetType } from "@codemirror/view";
import { el, unitsAt } from "./dom.js";
import { typing } from "./rest.js";

// What the server said of the text, drawn into it: levels in their faces, and
// whose words are whose. Between two answers the marks move along with the text.

export const setLive = StateEffect.define(); // an answer that is about the text as it stands
export const setShown = StateEffect.define(); // Set of the departments whose words are tinted

class Tag extends WidgetType {
  constructor(text, tint) {
    super();
    this.text = text;
    this.tint = tint;
  }
  eq(other) {
    return other.text === this.text && other.tint === this.tint;
  }
  toDOM() {
    return el("span", { class: `src-tag tint-${this.tint}`, "aria-hidden": "true" }, this.text);
  }
  ignoreEvent() {
    return false;
  }
}

const lineClass = (block) => {
  if (block.kind === "heading") return `cm-heading cm-level-${block.level}`;
  if (block.kind === "paragraph") return block.level && block.level < 5 ? `cm-body cm-level-${block.level}` : "cm-body";
  return `cm-${block.kind}`;
};

function levels(state, blocks) {
  const builder = new RangeSetBuilder();
  let before = -1;
  for (const block of blocks) {
    if (block.line >= state.doc.lines) break;
    const line = state.doc.line(block.line + 1);
    if (block.line !== before) builder.add(line.from, line.from, Decoration.line({ class: lineClass(block) }));
    before = block.line;
    const head = block.runIn || 0;
    if (block.kind === "paragraph" && head > 0) {
      const from = line.from + unitsAt(line.text, block.from), to = line.from + unitsAt(line.text, head);
      if (to > from) builder.add(from, to, Decoration.mark({ class: "cm-run-in" }));
    }
  }
  return builder.finish();
}

function sources(state, blocks, shown, departments) {
  const builder = new RangeSetBuilder();
  for (const block of blocks) {
    if (block.line >= state.doc.lines) break;
    const line = state.doc.line(block.line + 1);
    for (const [department, revision, f, t] of block.spans) {
      const d = departments.get(department);
      if (!d || !shown.has(department)) continue;
      const from = line.from + unitsAt(line.text, f), to = line.from + unitsAt(line.text, t);
      if (to <= from) continue;
      builder.add(from, from, Decoration.widget({ widget: new Tag(d.tag, d.tint), side: -1 }));
      builder.add(from, to, Decoration.mark({ class: `src tint-${d.tint}`, department, revision }));
    }
  }
  return builder.finish();
}

// marks is the field behind it all; departments is a Map of ID → department.
export function marks(departments, shownAtFirst) {
  const field = StateField.define({
    create: () => ({ blocks: [], levels: Decoration.none, sources: Decoration.none, shown: shownAtFirst }),
    update(value, tr) {
      let { blocks, shown } = value;
      let anew = false;
      for (const e of tr.effects) {
        if (e.is(setLive)) [blocks, anew] = [e.value, true];
        if (e.is(setShown)) [shown, anew] = [e.value, true];
      }
      if (anew) return { blocks, shown, levels: levels(tr.state, blocks), sources: sources(tr.state, blocks, shown, departments) };
      if (!tr.docChanged) return value;
      return { blocks, shown, levels: value.levels.map(tr.changes), sources: value.sources.map(tr.changes) };
    },
    provide: (f) => [EditorView.decorations.from(f, (v) => v.levels), EditorView.decorations.from(f, (v) => v.sources)],
  });
  return field;
}

// whose shows on hover whose words they are: 省教育厅 · 第2次报送.
export function whose(field, departments, moments) {
  return hoverTooltip((view, pos, side) => {
    if (typing(view)) return null;
    let found = null;
    view.state.field(field).sources.between(pos, pos, (from, to, deco) => {
      if (from < to && (pos > from || side > 0) && (pos < to || side < 0) && deco.spec.department) found = { from, to, ...deco.spec };
    });
    if (!found) return null;
    const d = departments.get(found.department);
    const parts = [d.name];
    if (found.revision) parts.push(`第${found.revision}次报送`, moments.get(`${found.department}.${found.revision}`));
    else parts.push("在这里写的");
    if (d.countersign) parts.push(`${d.countersign}，改动后要再次会签`);
    return {
      pos: found.from, end: found.to, above: false,
      create: () => ({ dom: el("div", { class: "source-line" }, parts.filter(Boolean).join(" · ")) }),
    };
  }, { hideOn: (tr) => tr.docChanged });
}
