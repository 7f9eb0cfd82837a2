import { el } from "./dom.js";

// Complaints stands under each field of a form what the server finds wrong with
// it; what is wrong with no field of the form stands in a line of its own.
export class Complaints {
  constructor(fields) { // name → the control that wants mending
    this.fields = fields;
    this.rest = el("p", { class: "error", role: "alert", hidden: true });
    this.lines = {};
    for (const [name, field] of Object.entries(fields)) {
      this.lines[name] = el("p", { class: "error", id: `wrong-${name}`, role: "alert", hidden: true });
      field.setAttribute("aria-describedby", `wrong-${name}`);
    }
  }

  clear() {
    for (const line of [this.rest, ...Object.values(this.lines)]) line.hidden = true;
    for (const field of Object.values(this.fields)) field.removeAttribute("aria-invalid");
  }

  // show says what was refused and brings the focus to the first field to mend.
  show(failure) {
    this.clear();
    const all = failure.complaints ?? [];
    const known = all.filter((c) => this.lines[c.field]);
    for (const c of known) {
      this.say(this.lines[c.field], c.text);
      this.fields[c.field].setAttribute("aria-invalid", "true");
    }
    if (known.length) this.fields[known[0].field].focus();
    if (!known.length) this.say(this.rest, failure.message);
    else if (known.length < all.length) this.say(this.rest, all.find((c) => !known.includes(c)).text);
  }

  say(line, text) {
    line.textContent = text;
    line.hidden = false;
  }
}
