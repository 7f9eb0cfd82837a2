// Composition (输入法组字) holds back what would touch the text, or take it
// elsewhere, while somebody composes with an input method: a change of the
// editor's content in mid-composition leaves the letters that were typed as text.
// What waits goes on, in its order, once the composition is over. (On Android the
// editor takes words through an EditContext, which a change does not disturb and
// which tells of no composition here.)
const settles = 60; // ms after its end until the editor has taken in what came of it

export class Composition {
  constructor(view, ended) {
    this.view = view;
    this.ended = ended;
    this.before = null; // the text as it was when the composition began
    this.line = 0; // where it began
    this.waiting = [];
    const dom = view.contentDOM;
    dom.addEventListener("compositionstart", () => this.begin());
    for (const kind of ["compositionend", "blur"]) dom.addEventListener(kind, () => this.end());
    // Not every input method tells of its end.
    for (const kind of ["keydown", "input"]) dom.addEventListener(kind, (event) => !event.isComposing && event.keyCode !== 229 && !view.composing && this.end());
  }

  get active() {
    return this.before !== null;
  }

  // doc is the text without what is being composed.
  get doc() {
    return this.before ?? this.view.state.doc;
  }

  begin() {
    clearTimeout(this.timer);
    this.before = null;
    this.line = this.caretLine;
    this.before = this.view.state.doc;
  }

  end() {
    if (!this.active) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.before = null;
      for (const go of this.waiting.splice(0)) go();
      this.ended();
    }, settles);
  }

  // caretLine is the line in which the caret stands for others.
  get caretLine() {
    const { state } = this.view;
    return this.active ? this.line : state.doc.lineAt(state.selection.main.head).number - 1;
  }

  // over resolves when nothing is being composed: at once, or after the
  // composition, in the order in which it was asked for.
  over() {
    return this.active ? new Promise((go) => this.waiting.push(go)).then(() => this.over()) : undefined;
  }
}
