// What Word, WPS and web pages put on the clipboard, made official plain text: a
// paragraph a line, numbers as they were seen, a table's row a line. What cannot
// come along is named in the notices. It needs nothing but a DOM.

const blockTags = new Set(("ADDRESS ARTICLE ASIDE BLOCKQUOTE CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 " +
  "HEADER HR LI MAIN OL P PRE SECTION SUMMARY UL").split(" "));
const dropped = new Set("SCRIPT STYLE NOSCRIPT TEMPLATE TITLE META LINK HEAD BUTTON SELECT OPTION INPUT TEXTAREA LABEL IFRAME OBJECT EMBED DEL RP RT XML COL COLGROUP".split(" "));
const media = { IMG: "pictures", SVG: "pictures", CANVAS: "pictures", PICTURE: "pictures", VIDEO: "clips", AUDIO: "clips" };
const ignore = "[style*='mso-list:Ignore' i], [style*='mso-list: Ignore' i]";
const bullets = /^[\s·•●○◦■□◆◇▪▫➢✓✔§ØüvnlqÜo\-–—*\uf000-\uf0ff]*$/;

// fromHTML returns {text, notices}; notices are Chinese clauses, such as
// “2 个表格已转成文字”.
export function fromHTML(html) {
  const doc = new DOMParser().parseFromString(fragment(html), "text/html");
  const styles = [...doc.querySelectorAll("style")].map((s) => s.textContent).join("\n");
  const reader = new Reader(sheet(styles));
  reader.children(doc.body);
  reader.end();
  return { text: reader.lines.join("\n"), notices: reader.notices() };
}

// fragment takes the style sheet and what was selected: Windows puts both, and a
// whole page around it, on the clipboard.
function fragment(html) {
  const from = html.search(/<!--\s*StartFragment\s*-->/i);
  const to = html.search(/<!--\s*EndFragment\s*-->/i);
  if (from < 0 || to < from) return html;
  const styles = html.slice(0, from).match(/<style[\s\S]*?<\/style>/gi) ?? [];
  return styles.join("") + html.slice(from, to);
}

// sheet reads what is wanted of a style sheet: classes that hide, the forms of
// Word's lists (@list l0:level1 {…}), and which styles belong to a list. What holds
// for paper or for other screens only does not count.
function sheet(css) {
  const out = { hidden: new Set(), lists: new Map(), styles: new Map() };
  const plain = css.replace(/@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/gi, "");
  for (const [, selectors, body] of plain.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const list = selectors.match(/@list\s+(\w+):level(\d+)/), of = property(body, "mso-list");
    if (list) {
      out.lists.set(`${list[1]}/${list[2]}`, listForm(body));
      continue;
    }
    for (const selector of selectors.replace(/<!--|-->/g, "").split(",").map((one) => one.trim())) {
      if (of) out.styles.set(selector.toLowerCase(), of);
      const hidden = hides(body) && selector.match(/^\w*\.([\w-]+)$/);
      if (hidden) out.hidden.add(hidden[1]);
    }
  }
  return out;
}

const property = (style, name) => style.match(new RegExp(`(?:^|;|\\s)${name}\\s*:\\s*("[^"]*"|'[^']*'|[^;]*)`, "i"))?.[1].trim();

function listForm(body) {
  const text = property(body, "mso-level-text")?.replace(/^["']|["']$/g, "");
  return {
    format: (property(body, "mso-level-number-format") ?? "decimal").toLowerCase(),
    text: text === undefined || text === "none" ? null : text.replace(/\\0?0?([0-9A-Fa-f]{4})\s?/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
    start: Number(property(body, "mso-level-start-at") ?? 1) || 1,
  };
}

const hides = (style) => /display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden/i.test(style);

class Reader {
  constructor(css) {
    this.css = css;
    this.lines = [];
    this.line = "";
    this.mark = ""; // number of the line that is about to begin
    this.counters = new Map(); // list → counts by level
    this.count = { tables: 0, pictures: 0, clips: 0, notes: 0, comments: 0, deleted: 0 };
    this.names = [];
    this.depth = 0;
  }

  children(node) {
    if (this.depth > 400) return this.put(node.textContent); // nested beyond reason
    this.depth++;
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) this.put(child.data);
      else if (child.nodeType === Node.ELEMENT_NODE) this.element(child);
    }
    this.depth--;
  }

  element(e) {
    const tag = e.tagName.toUpperCase(), style = e.getAttribute("style") ?? "";
    if (tag === "DEL" && e.textContent.trim()) this.count.deleted++;
    if (dropped.has(tag) || this.hidden(e, style) || this.aside(e, style)) return;
    if (media[tag]) return this.picture(e, tag);
    if (tag === "BR") return this.end();
    if (tag === "TABLE") return this.table(e);
    if (!blockTags.has(tag)) return this.children(e);
    if (tag === "PRE") return this.pre(e);
    this.end();
    if (tag === "LI") this.mark = markOf(e);
    else this.wordList(e, style);
    this.children(e);
    this.end();
    if (tag === "LI") this.mark = ""; // it had no words
  }

  hidden(e, style) {
    if (e.hidden || hides(style)) return true;
    for (const name of e.classList) if (this.css.hidden.has(name)) return true;
    return false;
  }

  // aside tells what stands beside the text in Word: comments and notes.
  aside(e, style) {
    const part = property(style, "mso-element") ?? "", special = property(style, "mso-special-character") ?? "";
    if (/mso-comment-reference/i.test(style) || e.classList.contains("MsoCommentReference") || e.classList.contains("msocomanchor")) {
      return /mso-comment-reference/i.test(style) ? false : true;
    }
    if (special.startsWith("comment")) return true;
    if (part === "comment") this.count.comments++;
    if (part === "comment-list") {
      this.count.comments += Math.max(1, e.querySelectorAll("[style*='mso-element:comment']").length);
      return true;
    }
    if (part === "footnote" || part === "endnote") {
      this.count.notes++;
      return true;
    }
    if (part === "footnote-list" || part === "endnote-list") {
      this.count.notes += [...e.children].filter((c) => /mso-element\s*:\s*(foot|end)note/i.test(c.getAttribute("style") ?? "")).length || 1;
      return true;
    }
    return /^(comment|header|footer)$/.test(part) || /mso-(foot|end)note-id/i.test(style);
  }

  picture(e, tag) {
    const width = Number(e.getAttribute("width")), height = Number(e.getAttribute("height"));
    if (tag === "IMG" && width === 1 && height === 1) return; // counts visitors
    this.count[media[tag]]++;
    const name = (e.getAttribute("alt") || e.getAttribute("title") || "").replace(/\s+/g, " ").trim();
    if (name && media[tag] === "pictures" && this.names.length < 3) this.names.push(name.slice(0, 20));
  }

  // wordList makes a number that Word and WPS keep in the style visible, where
  // they have not put it into the text themselves.
  wordList(e, style) {
    let shown = e.querySelector(ignore);
    if (shown?.closest("p, h1, h2, h3, h4, h5, h6, li, div, td") !== e) shown = null; // a paragraph's in it
    if (shown) this.ignored(shown);
    const list = this.listOf(e, style).match(/^(l\d+)\s+level(\d+)/i);
    if (!list) return;
    const level = Number(list[2]);
    const form = this.css.lists.get(`${list[1]}/${level}`);
    const counts = this.counters.get(list[1]) ?? [];
    this.counters.set(list[1], counts);
    counts.length = level; // levels below begin anew
    counts[level - 1] = counts[level - 1] === undefined ? (form?.start ?? 1) : counts[level - 1] + 1;
    if (shown || !form?.text || form.format === "bullet" || form.format === "none") return;
    this.mark = form.text.replace(/%(\d)/g, (_, n) => {
      const of = this.css.lists.get(`${list[1]}/${n}`);
      return spell(counts[n - 1] ?? of?.start ?? 1, Number(n) === level ? form.format : (of?.format ?? "decimal"));
    });
  }

  // listOf is the list that a paragraph or its style belongs to: l0 level1 lfo1.
  listOf(e, style) {
    const tag = e.tagName.toLowerCase();
    const names = [...[...e.classList].flatMap((c) => [`${tag}.${c}`, `.${c}`]), tag];
    return property(style, "mso-list") ?? names.map((n) => this.css.styles.get(n.toLowerCase())).find(Boolean) ?? "";
  }

  // ignored takes the number that stands in the text without the gap behind it,
  // and drops a bullet.
  ignored(mark) {
    const words = mark.textContent.replace(/[\s\u00a0]+/g, "");
    const symbol = /font-family\s*:\s*["']?(Symbol|Wingdings|Webdings)/i.test((mark.getAttribute("style") ?? "") + (mark.parentElement?.getAttribute("style") ?? "") + mark.innerHTML);
    mark.remove();
    if (!symbol && !bullets.test(words)) this.mark = words;
  }

  // table makes a line of each row; a table that only lays a page out is read
  // like the text that it is.
  table(table) {
    this.end();
    const rows = [...table.rows].filter((r) => r.closest("table") === table && !this.hidden(r, r.getAttribute("style") ?? ""));
    if (rows.every((r) => r.cells.length < 2) || [...table.querySelectorAll("td")].some((c) => c.querySelector("table, h1, h2, h3") || c.querySelectorAll("p, div").length > 3)) {
      for (const c of table.caption ? [table.caption] : []) this.children(c), this.end();
      for (const r of rows) for (const c of r.cells) this.children(c), this.end();
      return;
    }
    this.count.tables++;
    if (table.caption) this.children(table.caption), this.end();
    for (const r of rows) {
      const cells = [...r.cells].map((c) => this.cell(c)).filter(Boolean);
      if (cells.length) this.lines.push(cells.join("，"));
    }
  }

  cell(cell) {
    const inner = new Reader(this.css);
    inner.counters = this.counters;
    inner.count = this.count;
    inner.names = this.names;
    inner.children(cell);
    inner.end();
    return inner.lines.join("").replace(/[，。；]$/, "");
  }

  pre(e) {
    this.end();
    for (const line of e.textContent.split("\n")) {
      this.put(line);
      this.end();
    }
  }

  put(text) {
    this.line += text.replace(/\u00ad/g, "");
  }

  // end ends a line. White space of the source is nothing between Han and one
  // space elsewhere; a non-breaking one is a space that was typed.
  end() {
    const wide = "[\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef\\u3000-\\u303f“”‘’—…]";
    const line = this.line.replace(/[ \t\r\n\f]+/g, " ").replace(/[\u00a0\u3000]/g, " ")
      .replace(new RegExp(`(${wide}) +(?=${wide})`, "g"), "$1").replace(/ {2,}/g, " ").trim();
    if (line) {
      this.lines.push(this.mark + line);
      this.mark = "";
    }
    this.line = "";
  }

  notices() {
    const { tables, pictures, clips, notes, comments, deleted } = this.count;
    const out = [];
    if (tables) out.push(`${tables} 个表格已转成文字，一行一句，请核对`);
    if (pictures) out.push(`${pictures} 张图片${this.names.length ? `（${this.names.join("、")}${pictures > this.names.length ? "等" : ""}）` : ""}没有带进来`);
    if (clips) out.push(`${clips} 段音视频没有带进来`);
    if (notes) out.push(`${notes} 条脚注没有带进来`);
    if (comments) out.push("批注没有带进来");
    if (deleted) out.push(`修订中删去的 ${deleted} 处没有带进来`);
    return out;
  }
}

// markOf is the number of an item of a web page's list as it was seen.
function markOf(li) {
  const list = li.parentElement;
  if (list?.tagName !== "OL" || /list-style(-type)?\s*:[^;]*none/i.test((list.getAttribute("style") ?? "") + (li.getAttribute("style") ?? ""))) return "";
  let n = list.reversed ? list.querySelectorAll(":scope > li").length : Number(list.getAttribute("start") ?? 1);
  for (const item of list.children) {
    if (item.tagName !== "LI") continue;
    if (item.hasAttribute("value")) n = Number(item.getAttribute("value")) || n;
    if (item === li) break;
    n += list.reversed ? -1 : 1;
  }
  const style = (property(li.getAttribute("style") ?? "", "list-style(?:-type)?") ?? property(list.getAttribute("style") ?? "", "list-style(?:-type)?") ?? "").toLowerCase();
  const type = list.getAttribute("type");
  if (/cjk|chinese|hanzi|trad-/.test(style)) return spell(n, "chinese-counting") + "、";
  if (/alpha|latin/.test(style) || type === "a" || type === "A") return spell(n, /upper/.test(style) || type === "A" ? "alpha-upper" : "alpha-lower") + ".";
  if (/roman/.test(style) || type === "i" || type === "I") return spell(n, /upper/.test(style) || type === "I" ? "roman-upper" : "roman-lower") + ".";
  return n + ".";
}

const digits = "〇一二三四五六七八九";

// han is 1 to 99 as headings count; beyond, as figures.
function han(n) {
  if (n < 1 || n > 99) return String(n);
  const tens = Math.floor(n / 10), ones = n % 10;
  return (tens > 1 ? digits[tens] : "") + (tens ? "十" : "") + (ones ? digits[ones] : "");
}

function roman(n) {
  let out = "";
  for (const [value, sign] of [[100, "c"], [90, "xc"], [50, "l"], [40, "xl"], [10, "x"], [9, "ix"], [5, "v"], [4, "iv"], [1, "i"]]) {
    while (n >= value) out += sign, n -= value;
  }
  return out;
}

// spell writes a number in a format of Word's.
function spell(n, format) {
  if (/chinese|ideograph|japanese|taiwan|korean/.test(format) && !/enclosed|circle/.test(format)) return han(n);
  if (/circle|enclosed/.test(format)) return n >= 1 && n <= 20 ? String.fromCharCode(0x2460 + n - 1) : String(n);
  if (format === "alpha-lower") return n <= 26 ? String.fromCharCode(96 + n) : String(n);
  if (format === "alpha-upper") return n <= 26 ? String.fromCharCode(64 + n) : String(n);
  if (format === "roman-lower") return roman(n);
  if (format === "roman-upper") return roman(n).toUpperCase();
  if (format === "decimal-full-width") return String(n).replace(/\d/g, (d) => String.fromCharCode(0xff10 + Number(d)));
  return String(n);
}
