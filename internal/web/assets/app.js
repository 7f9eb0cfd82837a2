// Small comforts. Every page works without this script.
"use strict";

// A second press of a button sends nothing. The buttons come back when the
// browser brings the page back from its history.
const sent = new WeakSet();
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  form.dataset.clean = "";
  // After this turn, so that the pressed button's own value is still sent.
  setTimeout(() => {
    for (const b of form.querySelectorAll("button")) b.disabled = true;
    const pressed = event.submitter;
    if (pressed) pressed.setAttribute("aria-busy", "true");
  });
});
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.forms) {
    sent.delete(form);
    for (const b of form.querySelectorAll("button")) b.disabled = false;
  }
});

// Long texts grow with what is in them.
const grow = (area) => {
  const least = Number(area.rows) * 28;
  area.style.height = "auto";
  area.style.height = Math.max(area.scrollHeight + 4, least) + "px";
};
// Characters are counted as readers do: one for each, also beyond the BMP.
const count = (area) => {
  const out = document.querySelector(`.counter[data-for="${CSS.escape(area.id)}"]`);
  if (!out) return;
  let n = 0;
  for (const _ of area.value) n++;
  const most = Number(area.dataset.count);
  out.textContent = n > most ? `${n} 字，最多 ${most} 字` : `${n} 字`;
  out.classList.toggle("over", n > most);
};
const fitAll = () => document.querySelectorAll("textarea[data-grow]").forEach((a) => a.offsetParent && grow(a));
document.addEventListener("input", (event) => {
  const area = event.target;
  if (!(area instanceof HTMLTextAreaElement)) return;
  const top = window.scrollY; // growing must not move the page under the writer
  if (area.dataset.grow !== undefined) grow(area);
  if (area.dataset.count) count(area);
  window.scrollTo({ top, behavior: "instant" });
});
document.addEventListener("change", (event) => {
  if (event.target.type === "radio") fitAll();
});
window.addEventListener("resize", fitAll);
fitAll();
document.querySelectorAll("textarea[data-count]").forEach(count);

// A date says its weekday.
const weekdays = ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"];
const beside = (input) => {
  let out = document.getElementById(`${input.id}-help`);
  if (!out) {
    out = document.createElement("p");
    out.className = "help";
    out.id = `${input.id}-help`;
    input.after(out);
    input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") || ""} ${out.id}`.trim());
  }
  return out;
};
// The calendar with its days off is the server's: it says the working days left.
const sayDay = async (input) => {
  const day = input.value;
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return;
  try {
    const answer = await fetch(`/days/${day}`, { headers: { Accept: "text/plain" } });
    if (answer.ok && input.value === day) beside(input).textContent = await answer.text();
  } catch {
    // The weekday stands there already.
  }
};
const sayWeekday = (input) => {
  const label = document.querySelector(`label[for="${CSS.escape(input.id)}"]`);
  if (!label) return;
  let out = label.querySelector(".weekday");
  if (!out) {
    out = document.createElement("span");
    out.className = "weekday";
    label.append(out);
  }
  out.textContent = input.valueAsDate ? weekdays[input.valueAsDate.getUTCDay()] : "";
};
for (const input of document.querySelectorAll("input[type=date]")) {
  sayWeekday(input);
  input.addEventListener("input", () => sayWeekday(input));
  input.addEventListener("change", () => sayDay(input));
}

// Leaving a form with unsaved words asks first.
const changed = new Set();
for (const form of document.querySelectorAll("form[data-guard]")) {
  form.addEventListener("input", () => {
    changed.add(form);
    if (form.dataset.autosave) delete form.dataset.clean; // its script says when all is saved
  });
}
window.addEventListener("beforeunload", (event) => {
  for (const form of changed) {
    if (form.dataset.clean === undefined) event.preventDefault();
  }
});

// 合并: one press chooses every place that was suggested. Without this script the
// server answers the same button with the form filled in.
const mergeForm = document.querySelector("form[data-merge]");
const entries = () => [...mergeForm.querySelectorAll("section.entry")];
const verdictOf = (entry) => entry.querySelector("[name^=verdict-]:checked")?.value;
const tally = () => {
  const all = entries();
  mergeForm.querySelector(".tally").textContent = `已选${all.filter(verdictOf).length}处，共${all.length}处`;
};
const pick = (radio) => {
  radio.checked = true;
  radio.dispatchEvent(new Event("input", { bubbles: true }));
  radio.dispatchEvent(new Event("change", { bubbles: true }));
};
// A closed list cuts off what is chosen on narrow screens: below it stands in full.
const sayInFull = () => {
  for (const out of mergeForm.querySelectorAll("[data-full]")) {
    const chosen = document.getElementById(out.dataset.full).selectedOptions[0];
    out.textContent = chosen?.value ? `${chosen.parentElement.label}，${chosen.text}` : "";
  }
};
if (mergeForm) {
  tally();
  sayInFull();
  mergeForm.addEventListener("change", () => {
    tally();
    sayInFull();
  });
  mergeForm.querySelector("[name=then][value=all]").addEventListener("click", (event) => {
    event.preventDefault();
    for (const entry of entries()) {
      const first = entry.querySelector("[name^=place-]");
      if (verdictOf(entry) || first.value === "other") continue;
      pick(entry.querySelector("[name^=verdict-][value=used]"));
      const nowhere = entry.querySelector("[name^=place-]:checked").value === "other" && !entry.querySelector("[name^=other-]").value;
      if (nowhere) pick(first); // a place that was moved stays
    }
  });
  // Enter on a choice would press the form's first button.
  mergeForm.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.type === "radio") event.preventDefault();
  });
}

// What was sent stays in this tab until a page says that it arrived: a login
// that had run out, or a server that did not answer, costs nobody their words
// and choices.
const sentKey = "dafu-sent";
const who = () => document.querySelector(".who")?.textContent;
const kinds = new Set(["textarea", "text", "tel", "date", "search", "number", "radio", "checkbox", "select-one"]);
const written = (form) => [...form.elements].filter((e) => e.name && kinds.has(e.type));
// Fields of a merge form are numbered by what stood on the page; their entry's
// key says which is which when other entries stand there now.
const keyOf = (form, name) => {
  const [, field, n] = name.match(/^(\w+)-(\d+)$/) || [];
  const key = n !== undefined && form.elements.namedItem(`entry-${n}`)?.value;
  return key ? `${field}@${key}` : name;
};
const draftOf = (form) => form.elements.namedItem("revision")?.value;
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.action.endsWith("/logout")) {
    sessionStorage.removeItem(sentKey);
    for (const name of Object.keys(localStorage)) if (name.startsWith(`dafu-keep ${who()} `)) localStorage.removeItem(name);
  }
  if (form.dataset.guard === undefined) return;
  const fields = written(form).map((e) => ({ key: keyOf(form, e.name), type: e.type, value: e.value, checked: e.checked }));
  try {
    sessionStorage.setItem(sentKey, JSON.stringify({ path: location.pathname, who: who(), draft: draftOf(form), fields }));
  } catch {
    sessionStorage.removeItem(sentKey); // no room: then it is not kept
  }
});
// putBack fills the form with what was kept and returns how many of the kept
// fields have no place in it any more. Places count the paragraphs of one
// draft, so those chosen in another are left as suggested.
const putBack = (form, kept) => {
  const moved = form === mergeForm && kept.draft !== draftOf(form);
  const isPlace = (key) => /^(place|other)@/.test(key);
  const now = new Map();
  for (const e of written(form)) {
    const key = keyOf(form, e.name);
    const choice = e.type === "radio" || e.type === "checkbox";
    now.set(choice ? `${key}=${e.value}` : key, e);
  }
  let lost = 0;
  for (const f of kept.fields) {
    if (moved && isPlace(f.key)) {
      if (f.checked) lost++;
      continue;
    }
    const choice = f.type === "radio" || f.type === "checkbox";
    const e = now.get(choice ? `${f.key}=${f.value}` : f.key);
    if (!e) {
      if (f.checked || (!choice && f.value)) lost++;
      continue;
    }
    if (choice ? e.checked === f.checked : e.value === f.value) continue;
    if (choice) e.checked = f.checked;
    else e.value = f.value;
    e.dispatchEvent(new Event("input", { bubbles: true }));
    e.dispatchEvent(new Event("change", { bubbles: true }));
  }
  return lost;
};
const offerBack = () => {
  const arrived = document.querySelector(".flash, .once, #summary, .stale, [data-arrived]");
  if (document.querySelector(".flash, .once")) forget(JSON.parse(sessionStorage.getItem(sentKey) || "null")?.path);
  if (arrived) return sessionStorage.removeItem(sentKey);
  const kept = JSON.parse(sessionStorage.getItem(sentKey) || "null");
  const form = document.querySelector("form[data-guard]");
  if (!kept || !form || kept.path !== location.pathname || kept.who !== who()) return;
  const line = document.createElement("p");
  line.className = "stale-line";
  line.id = "sent-before";
  line.setAttribute("role", "status");
  line.textContent = "上次填写的内容没有保存成功，还留在这里。 ";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "找回填写的内容";
  button.addEventListener("click", () => {
    const lost = putBack(form, kept);
    sessionStorage.removeItem(sentKey); // only now: a fault above keeps it
    line.textContent = lost ? "已找回。这里的内容在这期间有了变化，有几处没有找回，请核对。" : "已找回，还没有保存。";
    fitAll();
  });
  line.append(button);
  form.before(line);
};

// A form that takes long to fill (data-keep) is kept on this computer while it is
// typed, for its account: a reload or a closed window costs nothing. It is
// forgotten once it has arrived, given up, or the account signs out.
const keepName = (path) => `dafu-keep ${who()} ${path}`;
const forget = (path) => path && localStorage.removeItem(keepName(path));
const keep = (form) => {
  const fields = written(form).map((e) => ({ key: keyOf(form, e.name), type: e.type, value: e.value, checked: e.checked }));
  try {
    localStorage.setItem(keepName(location.pathname), JSON.stringify({ at: Date.now(), draft: draftOf(form), fields }));
  } catch {
    // No room: the page asks before it is left, as ever.
  }
};
const offerKept = () => {
  const form = document.querySelector("form[data-keep]");
  if (!form) return;
  const kept = JSON.parse(localStorage.getItem(keepName(location.pathname)) || "null");
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => keep(form), 300);
  });
  window.addEventListener("pagehide", () => changed.has(form) && form.dataset.clean === undefined && keep(form));
  if (!kept || document.querySelector("#summary, .stale, form[data-guard] ~ .stale-line, .stale-line button")) return;
  if (kept.draft !== draftOf(form)) return forget(location.pathname); // saved by somebody since
  const line = document.createElement("p");
  line.className = "stale-line";
  line.setAttribute("role", "status");
  const at = new Date(kept.at);
  line.textContent = `您 ${at.getMonth() + 1}月${at.getDate()}日 ${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")} 填写的内容还没有保存，留在这台电脑上。 `;
  const button = (text, press) => {
    const b = document.createElement("button");
    b.type = "button";
    b.textContent = text;
    b.addEventListener("click", press);
    line.append(b, " ");
  };
  button("恢复填写的内容", () => {
    const lost = putBack(form, kept);
    line.textContent = lost ? "已恢复。有几处已没有对应的位置，请核对。" : "已恢复，还没有保存。";
    fitAll();
  });
  button("放弃", () => {
    forget(location.pathname);
    line.remove();
  });
  form.before(line);
};
offerBack();
offerKept();

// A department is no co-handler of the case that it leads.
const leadSelect = document.querySelector("select[name=lead]");
const hideLead = () => {
  for (const box of document.querySelectorAll("input[name=co_handlers]")) {
    const own = box.value === leadSelect.value;
    box.closest("label").hidden = own && !box.checked;
  }
};
if (leadSelect) {
  leadSelect.addEventListener("change", hideLead);
  hideLead();
}

// What is wrong is read out first.
const summary = document.getElementById("summary");
if (summary) summary.focus({ preventScroll: false });
