import { $ } from "./dom.js";

// Tabs: those of the side, and on narrow screens those of the whole desk. Arrow
// keys move between them.
export function panes(desk) {
  const side = [...desk.querySelectorAll(".side-tabs [role=tab]")];
  const whole = [...desk.querySelectorAll(".bench-tabs [role=tab]")];
  const show = (pane) => {
    desk.dataset.show = pane;
    for (const t of whole) select(t, t.dataset.pane === pane);
    window.dispatchEvent(new Event("resize"));
  };
  for (const t of side) {
    t.addEventListener("click", () => {
      for (const one of side) {
        select(one, one === t);
        $(one.getAttribute("aria-controls")).hidden = one !== t;
      }
    });
  }
  for (const t of whole) t.addEventListener("click", () => show(t.dataset.pane));
  for (const group of [side, whole]) arrows(group);
  beside(desk);
  show("text");
  for (const t of side) select(t, t.getAttribute("aria-selected") === "true");
  return (pane) => whole[0].offsetParent && show(pane);
}

// beside has the pages stand beside the text where the window has room for two;
// the browser remembers it.
const remembered = "dafu.beside";

function beside(desk) {
  const button = $("desk-beside");
  const put = (on) => {
    desk.toggleAttribute("data-beside", on);
    button.setAttribute("aria-pressed", String(on));
    window.dispatchEvent(new Event("resize"));
  };
  let on = false;
  try {
    on = localStorage.getItem(remembered) === "1";
  } catch { /* storage is not allowed */ }
  put(on);
  button.addEventListener("click", () => {
    put((on = !on));
    try {
      localStorage.setItem(remembered, on ? "1" : "0");
    } catch { /* nor this */ }
  });
}

function select(tab, on) {
  tab.setAttribute("aria-selected", String(on));
  tab.tabIndex = on ? 0 : -1;
}

function arrows(tabs) {
  tabs.forEach((tab, i) => {
    tab.addEventListener("keydown", (event) => {
      const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!way) return;
      event.preventDefault();
      const next = tabs[(i + way + tabs.length) % tabs.length];
      next.click();
      next.focus();
    });
  });
}

// menus close when somebody presses elsewhere or Escape.
export function menus(root) {
  const close = (event) => {
    for (const m of root.querySelectorAll("details.menu-more[open]")) {
      if (event.key === "Escape" || (event.type === "click" && !m.contains(event.target)) || event.target.closest?.(".menu-list a, .menu-list button")) m.open = false;
    }
  };
  document.addEventListener("click", close);
  document.addEventListener("keydown", (event) => event.key === "Escape" && close(event));
}
