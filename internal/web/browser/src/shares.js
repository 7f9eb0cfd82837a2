import { $, el } from "./dom.js";

// The table of who wrote how much; a tick shows a department's words.
export function showShares({ shares, departments, shown, toggle }) {
  const total = shares.reduce((sum, s) => sum + s.characters, 0) || 1;
  const rows = [...departments.values()].map((d) => ({ d, n: shares.find((s) => s.department === d.id)?.characters || 0 }));
  const other = shares.filter((s) => !departments.has(s.department)).reduce((sum, s) => sum + s.characters, 0);
  $("desk-shares").querySelector("tbody").replaceChildren(
    ...rows.map(({ d, n }) =>
      el("tr", {},
        el("td", {}, el("input", { type: "checkbox", "aria-label": `标出${d.name}的文字`, checked: shown.has(d.id), on: { change: (e) => toggle(d.id, e.target.checked) } })),
        el("th", { scope: "row" }, el("span", { class: `src-tag tint-${d.tint}`, "aria-hidden": "true" }, d.tag), d.name, d.lead ? el("span", { class: "n" }, "主办") : null),
        el("td", { class: "num" }, String(n)),
        el("td", { class: "num" }, `${Math.round((n / total) * 100)}%`),
      ),
    ),
    ...(other ? [el("tr", {}, el("td"), el("th", { scope: "row" }, "其他"), el("td", { class: "num" }, String(other)), el("td", { class: "num" }, `${Math.round((other / total) * 100)}%`))] : []),
  );
}
