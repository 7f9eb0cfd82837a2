// Elements made in one line; texts are always texts, never markup.

export const $ = (id) => document.getElementById(id);

// el("button", {class: "plain", type: "button", on: {click}}, "保存")
export function el(name, attributes = {}, ...children) {
  const out = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "on") for (const [event, handler] of Object.entries(value)) out.addEventListener(event, handler);
    else if (value === true) out.setAttribute(key, "");
    else out.setAttribute(key, value);
  }
  out.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== false));
  return out;
}

// Columns of the server count characters, those of the editor UTF-16 units.
export function unitsAt(line, characters) {
  if (!/[\ud800-\udbff]/.test(line)) return Math.min(characters, line.length);
  let units = 0;
  for (const c of line) {
    if (characters-- <= 0) break;
    units += c.length;
  }
  return units;
}

export function charactersAt(line, units) {
  if (!/[\ud800-\udbff]/.test(line)) return units;
  let n = 0;
  for (const c of line) {
    if (units <= 0) break;
    units -= c.length;
    n++;
  }
  return n;
}

export function countCharacters(text) {
  let n = 0;
  for (const c of text) if (!/\s/.test(c)) n++;
  return n;
}
