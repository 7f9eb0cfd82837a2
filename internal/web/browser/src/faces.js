// The editor writes in the letter's own faces. The server sends each as a font
// of just the characters that the text has; what is typed anew follows as a
// further font of the same family.
const roles = { 0: "Dafu FangSong", 1: "Dafu HeiTi", 2: "Dafu KaiTi", 3: "Dafu XiaoBiaoSong" };
const atOnce = 500; // characters a request; their address must not grow too long

export class Faces {
  constructor(base) {
    this.base = base;
    this.known = new Set();
  }

  // want brings the Han characters and marks of a text that are not here yet.
  // Digits and Latin letters stay the browser's.
  want(text) {
    const fresh = new Set();
    for (const c of text) if (c >= "\u2000" && !this.known.has(c) && !/[\s“”‘’]/.test(c)) fresh.add(c);
    const all = [...fresh];
    for (const c of all) this.known.add(c);
    for (let i = 0; i < all.length; i += atOnce) this.load(all.slice(i, i + atOnce));
  }

  load(characters) {
    const range = characters.map((c) => "U+" + c.codePointAt(0).toString(16)).join(",");
    for (const [role, family] of Object.entries(roles)) {
      const face = new FontFace(family, `url("${this.base}/${role}?c=${encodeURIComponent(characters.join(""))}")`, { unicodeRange: range, display: "swap" });
      document.fonts.add(face);
    }
  }
}
