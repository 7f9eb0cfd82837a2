// The merge page shows one entry at a time, with a counter, J and K. Nothing is taken
// out of the form: what is not shown is sent all the same.
const form = document.querySelector("form[data-merge]");

if (form) {
  const entries = [...form.querySelectorAll("section.entry")];
  const steps = form.querySelector(".steps");
  const [back, forth] = [steps.querySelector('[data-step="-1"]'), steps.querySelector('[data-step="1"]')];
  const all = steps.querySelector('[data-step="all"]');
  const verdict = (e) => e.querySelector("[name^=verdict-]:checked")?.value;
  let at = 0;

  const say = () => {
    const left = entries.filter((e) => !verdict(e)).length;
    steps.querySelector(".steps-at").textContent = `第${at + 1}处，共${entries.length}处${left ? `，${left}处未选` : "，都已选"}`;
    back.disabled = at === 0;
    forth.disabled = at === entries.length - 1;
  };
  const show = (n, focus) => {
    at = Math.max(0, Math.min(entries.length - 1, n));
    entries.forEach((e, i) => e.classList.toggle("at", i === at));
    say();
    fold(entries[at]);
    if (!focus) return;
    const one = form.classList.contains("one");
    entries[at].querySelector("h2").focus({ preventScroll: true });
    (one ? steps : entries[at]).scrollIntoView({ block: "start" });
  };
  const whole = (on) => {
    form.classList.toggle("one", !on);
    all.setAttribute("aria-pressed", String(on));
    all.textContent = on ? "逐处处理" : "列出全部";
    for (const e of entries) fold(e);
  };
  // opened shows the entry that a link or a complaint points at.
  const opened = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const n = entries.findIndex((e) => target && e.contains(target));
    if (n < 0) return;
    show(n);
    target.scrollIntoView({ block: "center" });
  };

  if (entries.length > 1) {
    steps.hidden = false;
    whole(false);
    const wrong = entries.findIndex((e) => e.querySelector(".error"));
    const open = entries.findIndex((e) => !verdict(e));
    show(wrong >= 0 ? wrong : Math.max(0, open));
    opened();
    window.addEventListener("hashchange", opened);
    steps.addEventListener("click", (event) => {
      const step = event.target.closest("[data-step]")?.dataset.step;
      if (step === "all") whole(form.classList.contains("one"));
      else if (step) show(at + Number(step), true);
    });
    document.addEventListener("keydown", (event) => {
      const writing = event.target.closest?.("textarea, select, input:not([type=radio])");
      if (writing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const step = { j: 1, k: -1 }[event.key.toLowerCase()];
      if (step) show(at + step, true);
    });
    // A field that Tab, a complaint or the browser goes to is brought into sight.
    form.addEventListener("focusin", (event) => {
      const n = entries.findIndex((e) => e.contains(event.target));
      if (n >= 0 && n !== at) show(n);
    });
    form.addEventListener("change", (event) => {
      say();
      fold(event.target.closest(".entry") ?? entries[at]);
    });
    form.querySelector("[name=then][value=all]")?.addEventListener("click", () => setTimeout(say));
  } else {
    for (const e of entries) {
      fold(e);
      e.addEventListener("change", () => fold(e));
    }
  }
}

// fold gives texts that are cut off a sign and a button that opens them.
function fold(entry) {
  for (const box of entry.querySelectorAll(".clip, .around")) {
    if (box.classList.contains("whole") || box.clientHeight === 0) continue;
    const lines = box.matches(".around") ? [...box.children] : [box];
    const cut = lines.some((l) => l.scrollHeight > l.clientHeight + 2);
    if (box.matches(".clip")) box.classList.toggle("cut", cut);
    const there = box.matches(".around") ? box.querySelector(".fold-open") : box.nextElementSibling?.matches(".fold-open") && box.nextElementSibling;
    if (!cut || there) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "fold-open";
    button.textContent = "展开全文";
    button.addEventListener("click", () => {
      box.classList.remove("cut");
      box.classList.add("whole");
      button.remove();
    });
    if (box.matches(".around")) box.append(button);
    else box.after(button);
  }
}
