import { Transaction } from "@codemirror/state";
import { byProgram } from "./editor.js";
import { unitsAt } from "./dom.js";

// Numbers are kept right: when lines have come, gone or moved, or a number was
// typed, the headings behind get theirs anew once the writer rests. An undo is
// left alone.
const rest = 600; // ms

export class Numbers {
  constructor(view, say) {
    Object.assign(this, { say });
    this.view = view;
    this.due = false;
    this.typedAt = 0;
  }

  // saw looks at an update of the editor for what moves numbers.
  saw(update, blocks) {
    for (const tr of update.transactions) {
      if (!tr.docChanged || tr.annotation(byProgram)) continue;
      this.typedAt = performance.now();
      if (tr.isUserEvent("undo") || tr.isUserEvent("redo")) this.due = false;
      else if (movesNumbers(tr, blocks)) this.due = true;
    }
  }

  // answered makes right what the server says of the text as it stands.
  answered(blocks) {
    clearTimeout(this.timer);
    if (!this.due || !blocks.some((b) => b.want)) return;
    const doc = this.view.state.doc;
    this.timer = setTimeout(() => {
      if (this.view.composing || this.view.state.readOnly || this.view.state.doc !== doc) return;
      this.due = false;
      this.put(blocks);
    }, Math.max(0, rest - (performance.now() - this.typedAt)));
  }

  // now makes them right at once, when somebody asks for it; blocks are null while
  // the server has not looked at the text yet.
  now(blocks) {
    if (this.view.state.readOnly || this.view.composing) return;
    if (!blocks) return this.say("正在看文稿，请稍后再按");
    if (!blocks.some((b) => b.want)) return this.say("序号都对，不用整理");
    this.due = false;
    this.put(blocks);
  }

  put(blocks) {
    const { doc } = this.view.state;
    const changes = [];
    for (const b of blocks) {
      if (!b.want || b.line >= doc.lines) continue;
      const line = doc.line(b.line + 1);
      const from = line.from + unitsAt(line.text, b.from), to = line.from + unitsAt(line.text, b.mark);
      changes.push({ from, to, insert: b.want });
    }
    if (!changes.length) return;
    this.view.dispatch({ changes, annotations: [byProgram.of("numbers"), Transaction.userEvent.of("input.number")] });
    this.say(`已重排 ${changes.length} 处序号`);
  }
}

const looksNumbered = /^\s*([一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百]+[）)]|\d+[.．、]|[（(]\d+[）)])/;

function movesNumbers(tr, blocks) {
  let moves = false;
  tr.changes.iterChanges((fromA, toA, fromB, toB) => {
    const before = tr.startState.doc, after = tr.state.doc;
    for (let n = before.lineAt(fromA).number; n <= before.lineAt(toA).number && !moves; n++) {
      const line = before.line(n);
      const m = line.text.match(looksNumbered);
      if (m && (fromA < line.from + m[0].length || line.from >= fromA && line.to <= toA)) moves = true;
    }
    for (let n = after.lineAt(fromB).number; n <= after.lineAt(toB).number && !moves; n++) {
      const line = after.line(n);
      const m = line.text.match(looksNumbered);
      if (m && fromB <= line.from + m[0].length) moves = true;
    }
  });
  return moves;
}

// moveSection puts the lines of a section before or behind its neighbour of the
// same level. Sections are {from, to}: the first line and the line behind.
export function moveSection(view, section, neighbour) {
  const { doc } = view.state;
  const [first, second] = section.from < neighbour.from ? [section, neighbour] : [neighbour, section];
  const text = (s) => {
    const lines = [];
    for (let n = s.from; n < s.to; n++) lines.push(doc.line(n + 1).text);
    return lines.join("\n");
  };
  const from = doc.line(first.from + 1).from, to = doc.line(second.to).to;
  const moved = text(second) + "\n" + text(first);
  const anchor = section === second ? from : from + text(second).length + 1;
  view.dispatch({ changes: { from, to, insert: moved }, selection: { anchor }, scrollIntoView: true, userEvent: "move.line" });
}
