import { get } from "./api.js";

// The outlines of glyphs, by face and number, as paths in thousandths of an em.
const atOnce = 400; // glyphs one request asks for

export class Glyphs {
  constructor(base) {
    this.base = base;
    this.faces = new Map(); // face → Map of glyph → Path2D
  }

  path(face, glyph) {
    return this.faces.get(face)?.get(glyph);
  }

  // missing returns the glyphs of pages that are not here yet, by face.
  missing(pages) {
    const wanted = new Map();
    for (const page of pages) {
      for (const line of page.lines) {
        for (const run of line.r) {
          const known = this.faces.get(run.f);
          for (const g of run.g) {
            if (known?.has(g)) continue;
            if (!wanted.has(run.f)) wanted.set(run.f, new Set());
            wanted.get(run.f).add(g);
          }
        }
      }
    }
    return wanted;
  }

  // fetch brings the glyphs of the pages.
  async fetch(pages) {
    const jobs = [];
    for (const [face, glyphs] of this.missing(pages)) {
      const all = [...glyphs].sort((a, b) => a - b);
      for (let i = 0; i < all.length; i += atOnce) jobs.push(this.load(face, all.slice(i, i + atOnce)));
    }
    await Promise.all(jobs);
  }

  async load(face, glyphs) {
    const paths = await get(`${this.base}/${face}?g=${glyphs.join(",")}`);
    if (!this.faces.has(face)) this.faces.set(face, new Map());
    const known = this.faces.get(face);
    for (const [g, d] of Object.entries(paths)) known.set(Number(g), new Path2D(d));
  }
}
