import { el } from "./dom.js";

// The real pages: what layout has set, filled with the outlines of the faces
// that the PDF embeds. Lengths come in hundredths of a point.
const wide = 59528, high = 84189; // A4
const textRight = 52158; // 184 mm
const sharpest = 3; // device pixels per CSS pixel, at most
const remembered = 80; // pages that are kept although they do not stand there now
const zooms = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2];

export class Pages {
  constructor({ box, where, glyphs, clicked, tints }) {
    Object.assign(this, { box, where, glyphs, clicked, tints });
    this.sheets = []; // {figure, canvas, key, page, drawn}
    this.known = new Map(); // key → page
    this.printed = [];
    this.blocks = [];
    this.zoom = 1;
    this.seen = new IntersectionObserver((all) => this.appeared(all), { root: box, rootMargin: "300px" });
    box.addEventListener("click", (event) => this.click(event));
    box.addEventListener("scroll", () => this.sayWhere(), { passive: true });
    new ResizeObserver(() => this.resized()).observe(box);
  }

  // have names the pages that need not be sent again.
  have() {
    return [...this.known.keys()];
  }

  // show takes a live answer. Sheets stay where they are, so that nothing jumps.
  async show(answer, version) {
    const keys = answer.pages.map((p) => p.key);
    for (const p of answer.pages) if (p.page) this.known.set(p.key, p.page);
    if (answer.pages.some((p) => !this.known.has(p.key))) return false;
    for (const key of keys) { // the latest used stand last
      const page = this.known.get(key);
      this.known.delete(key);
      this.known.set(key, page);
    }
    for (const key of this.known.keys()) {
      if (this.known.size <= keys.length + remembered) break;
      this.known.delete(key);
    }
    this.printed = answer.printed;
    this.blocks = answer.blocks;
    const pages = keys.map((key) => this.known.get(key));
    this.version = version;
    const first = this.sheets.length === 0;
    if (!first) await this.glyphs.fetch(this.visible().map((i) => pages[i]).filter(Boolean));
    if (this.version !== version) return true; // a newer answer came meanwhile
    this.resize(pages.length);
    keys.forEach((key, i) => {
      const sheet = this.sheets[i];
      if (sheet.key !== key) sheet.drawn = false;
      sheet.key = key;
      sheet.page = pages[i];
    });
    this.drawVisible();
    this.box.dataset.version = version;
    this.sayWhere();
    if (first) requestIdleCallback(() => this.glyphs.fetch(pages).catch(() => {}));
    return true;
  }

  resize(n) {
    while (this.sheets.length > n) {
      const gone = this.sheets.pop();
      this.seen.unobserve(gone.figure);
      gone.figure.remove();
    }
    while (this.sheets.length < n) {
      const canvas = el("canvas", { role: "img" });
      const figure = el("figure", { class: "sheet-live" }, canvas);
      this.sheets.push({ figure, canvas, key: "", page: null, drawn: false, near: false });
      this.box.append(figure);
      this.seen.observe(figure);
    }
    this.sheets.forEach((s, i) => s.canvas.setAttribute("aria-label", `第${i + 1}页，共${n}页`));
  }

  resized() {
    const wanted = Math.floor(this.box.clientWidth * this.zoom);
    if (wanted === this.width) return;
    this.width = wanted;
    for (const s of this.sheets) s.drawn = false;
    this.drawVisible();
  }

  setZoom(way) {
    if (way === "fit") this.zoom = 1;
    else {
      const i = zooms.findIndex((z) => z >= this.zoom);
      this.zoom = zooms[Math.min(zooms.length - 1, Math.max(0, i + (way === "in" ? 1 : -1)))];
    }
    this.box.style.setProperty("--zoom", this.zoom);
    this.resized();
  }

  appeared(all) {
    for (const one of all) {
      const sheet = this.sheets.find((s) => s.figure === one.target);
      if (sheet) sheet.near = one.isIntersecting;
    }
    this.drawVisible();
  }

  visible() {
    const top = this.box.scrollTop, bottom = top + this.box.clientHeight;
    const at = [];
    this.sheets.forEach((s, i) => {
      const y = s.figure.offsetTop;
      if (y < bottom && y + s.figure.offsetHeight > top) at.push(i);
    });
    return at.length ? at : [0];
  }

  // drawVisible draws those in view at once and those near it when there is time.
  drawVisible() {
    const inView = new Set(this.visible());
    this.sheets.forEach((s, i) => inView.has(i) && this.draw(s));
    clearTimeout(this.later);
    this.later = setTimeout(() => this.sheets.forEach((s) => s.near && this.draw(s)), 60);
  }

  draw(sheet) {
    if (sheet.drawn || !sheet.page) return;
    const missing = this.glyphs.missing([sheet.page]);
    if (missing.size) {
      const key = sheet.key;
      this.glyphs.fetch([sheet.page]).then(() => sheet.key === key && this.draw(sheet), () => {});
      return;
    }
    const ratio = Math.min(window.devicePixelRatio || 1, sharpest);
    const width = sheet.canvas.clientWidth;
    if (!width) return;
    const canvas = sheet.canvas;
    const w = Math.round(width * ratio), h = Math.round((width * ratio * high) / wide);
    if (canvas.width !== w || canvas.height !== h) {
      canvas.width = w;
      canvas.height = h;
    }
    this.paint(canvas.getContext("2d"), sheet.page, w / wide);
    sheet.drawn = true;
    canvas.dataset.drawn = sheet.key;
    if (!this.timed) performance.mark("desk-first-page"); // for who measures
    this.timed = true;
  }

  // paint draws a page; k are pixels per hundredth of a point.
  paint(g, page, k) {
    g.setTransform(1, 0, 0, 1, 0, 0);
    g.fillStyle = "#fff";
    g.fillRect(0, 0, g.canvas.width, g.canvas.height);
    this.paintTints(g, page, k);
    for (const [x, y, w, h, color] of page.rules) {
      g.fillStyle = color;
      g.fillRect(x * k, y * k, w * k, h * k);
    }
    for (const line of page.lines) {
      for (const run of line.r) {
        g.fillStyle = run.c || "#000";
        const scale = (run.s * k) / 1000;
        let x = 0;
        for (let i = 0; i < run.g.length; i++) {
          x += run.x[i];
          const path = this.glyphs.path(run.f, run.g[i]);
          if (!path) continue;
          g.setTransform(scale, 0, 0, -scale, x * k, run.y * k);
          g.fill(path);
        }
      }
    }
    g.setTransform(1, 0, 0, 1, 0, 0);
  }

  // places yields a line's glyphs with the offset of their character in the block.
  *places(line) {
    let n = 0;
    const glyphs = line.r.reduce((sum, run) => sum + run.g.length, 0);
    const step = glyphs ? (line.t - line.f) / glyphs : 0;
    for (const run of line.r) {
      let x = 0;
      for (let i = 0; i < run.g.length; i++) {
        x += run.x[i];
        yield { x, y: run.y, size: run.s, offset: line.f + Math.round(n * step) };
        n++;
      }
    }
  }

  paintTints(g, page, k) {
    for (const line of page.lines) {
      const block = this.blocks[this.printed[line.b]];
      if (line.b < 0 || !block) continue;
      let before = null;
      for (const at of this.places(line)) {
        const tint = this.tints(block, this.columnOf(block, at.offset));
        if (tint) {
          g.fillStyle = tint;
          const right = Math.min(at.x + at.size, textRight);
          const left = before && before.tint === tint ? Math.min(before.right, at.x) : at.x;
          g.fillRect(left * k, (at.y - at.size * 0.98) * k, (right - left) * k, at.size * 1.24 * k);
        }
        before = { tint, right: at.x + at.size };
      }
    }
  }

  columnOf(block, offset) {
    return block.columns ? block.columns[Math.min(offset, block.columns.length - 1)] : block.from + offset;
  }

  offsetOf(block, column) {
    if (!block.columns) return Math.max(0, column - block.from);
    const i = block.columns.findIndex((c) => c >= column);
    return i < 0 ? block.columns.length : i;
  }

  // find returns where a character of a block stands on a page, if it does.
  find(page, block, offset) {
    for (const line of page.lines) {
      if (line.b < 0 || this.printed[line.b] !== block || offset < line.f || offset > line.t) continue;
      let last = null;
      for (const at of this.places(line)) {
        if (at.offset >= offset) return at;
        last = at;
      }
      if (last && offset === line.t && this.endsBlock(block, offset)) return { ...last, x: last.x + last.size };
    }
    return null;
  }

  endsBlock(block, offset) {
    const b = this.blocks[block];
    return b && this.columnOf(b, offset) >= b.to - 1;
  }

  // follow puts the caret on the paper and brings its place into view if somebody
  // is writing there.
  follow(block, offset, scroll) {
    this.mark ??= el("i", { class: "paper-caret", "aria-hidden": "true" });
    this.mark.remove();
    if (block < 0) return;
    for (const s of this.sheets) {
      const at = s.page && this.find(s.page, block, offset);
      if (!at) continue;
      this.mark.style.left = `${(at.x / wide) * 100}%`;
      this.mark.style.top = `${((at.y - at.size) / high) * 100}%`;
      this.mark.style.height = `${((at.size * 1.2) / high) * 100}%`;
      s.figure.append(this.mark);
      if (scroll) this.bringIntoView(s, at);
      return;
    }
  }

  bringIntoView(sheet, at) {
    const y = sheet.figure.offsetTop + (at.y / high) * sheet.figure.offsetHeight;
    const top = this.box.scrollTop, height = this.box.clientHeight;
    if (y < top + 40 || y > top + height - 60) this.box.scrollTo({ top: y - height / 2, behavior: "instant" });
  }

  // redraw paints everything anew, as tints have changed.
  redraw() {
    for (const s of this.sheets) s.drawn = false;
    this.drawVisible();
  }

  click(event) {
    const sheet = this.sheets.find((s) => s.canvas === event.target);
    if (!sheet?.page) return;
    const r = sheet.canvas.getBoundingClientRect();
    const x = ((event.clientX - r.left) / r.width) * wide, y = ((event.clientY - r.top) / r.height) * high;
    let best = null;
    for (const line of sheet.page.lines) {
      const block = this.printed[line.b];
      if (line.b < 0 || block === undefined || block < 0) continue;
      for (const at of this.places(line)) {
        const dy = Math.abs(at.y - at.size * 0.4 - y), dx = at.x + at.size / 2 - x;
        if (dy > 1800) break;
        const distance = dy * 20 + Math.abs(dx);
        if (!best || distance < best.distance) best = { distance, block, offset: at.offset + (dx < 0 ? 1 : 0) };
      }
    }
    if (best) this.clicked(this.blocks[best.block], this.columnOf(this.blocks[best.block], best.offset));
  }

  sayWhere() {
    const at = this.visible();
    this.where.textContent = this.sheets.length ? `第 ${at[0] + 1} 页，共 ${this.sheets.length} 页` : "";
  }
}
