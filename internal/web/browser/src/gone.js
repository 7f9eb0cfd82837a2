import { el } from "./dom.js";
import { Complaints } from "./complaints.js";
import { button, closer, note, unnote } from "./notes.js";
import { post } from "./api.js";

// A heading with an open request (会办事项) was deleted: one is asked what becomes
// of the request: the heading comes back, the request moves, or it is withdrawn.
export class Gone {
  constructor({ view, url, dialog, departments, changed, status }) {
    Object.assign(this, { view, url, dialog, departments, changed, status });
    this.places = new Map(); // request → {text, at}: its heading's line as it stood last
    this.later = new Set(); // requests that somebody will see to later
  }

  // saw remembers where the headings stand that requests hang on.
  saw(blocks, requests) {
    const { doc } = this.view.state;
    for (const r of requests) {
      const b = r.waits && !r.gone && blocks.find((one) => one.kind === "heading" && one.text === r.heading);
      if (b && b.line < doc.lines) this.places.set(r.id, { text: doc.line(b.line + 1).text, at: doc.line(b.line + 1).from });
    }
  }

  moved(changes) {
    for (const p of this.places.values()) p.at = changes.mapPos(p.at, -1);
  }

  // ask says which requests have lost their heading, and offers what can be done.
  ask({ requests, headings, may }) {
    const gone = requests.filter((r) => r.gone && r.waits);
    for (const r of requests) if (!r.gone) this.later.delete(r.id);
    const [r] = gone.filter((one) => !this.later.has(one.id));
    if (!r || !may) return unnote("gone");
    const who = this.departments.get(r.department)?.name ?? "";
    const more = gone.length > 1 ? `（另有${gone.length - 1}项）` : "";
    note("gone", `标题“${r.heading}”已从文稿里删除，请${who}报送的会办事项还挂在上面：${r.wanted.replace(/[。．.]+$/, "")}${more}。请选择处理方式。`,
      this.places.has(r.id) ? button("恢复标题", () => this.restore(r), true) : null,
      button("调整到其他标题…", () => this.move(r, headings)),
      button("撤销这一项…", () => this.withdraw(r)),
      closer("gone", "以后再处理", () => this.later.add(r.id)));
  }

  restore(r) {
    const { text, at } = this.places.get(r.id);
    const line = this.view.state.doc.lineAt(Math.min(at, this.view.state.doc.length));
    const insert = !line.length ? text : at <= line.from ? `${text}\n` : `\n${text}`;
    const from = !line.length || at <= line.from ? line.from : line.to;
    this.view.dispatch({ changes: { from, insert }, selection: { anchor: from + insert.trimEnd().length }, scrollIntoView: true, userEvent: "input.restore" });
    this.view.focus();
    unnote("gone");
    this.changed();
  }

  move(r, headings) {
    const choice = el("select", { id: "gone-heading" }, el("option", { value: "全文" }, "全文（不挂标题）"), ...headings.map((h) => el("option", { value: h.value }, h.label)));
    this.form(r, "调整所属标题", [el("div", { class: "field" }, el("label", { for: "gone-heading" }, "所属标题"), choice)], { heading: choice }, "调整", () => ({ act: "move", heading: choice.value }));
  }

  withdraw(r) {
    const reason = el("textarea", { id: "gone-reason", rows: "3", maxlength: "500" });
    this.form(r, "撤销", [el("div", { class: "field" }, el("label", { for: "gone-reason" }, "撤销的理由"), reason, el("p", { class: "help" }, "会办单位会看到。"))], { reason }, "撤销这一项", () => ({ act: "withdraw", reason: reason.value }));
  }

  form(r, title, fields, controls, act, values) {
    const wrong = new Complaints(controls);
    fields[0].append(...Object.values(wrong.lines));
    const send = async () => {
      wrong.clear();
      try {
        await post(this.url, { request: r.id, revision: r.revision, heading: "", reason: "", ...values() });
      } catch (failure) {
        return wrong.show(failure);
      }
      this.dialog.close();
      this.status("已处理这一项会办事项");
      this.changed();
    };
    const who = this.departments.get(r.department)?.name ?? "";
    this.dialog.replaceChildren(
      el("h2", {}, `${title}：请${who}报送“${r.heading}”`), el("p", {}, r.wanted), ...fields, wrong.rest,
      el("div", { class: "acts" }, el("button", { type: "button", class: "primary", on: { click: send } }, act), el("button", { type: "button", class: "plain", on: { click: () => this.dialog.close() } }, "取消")));
    this.dialog.showModal();
  }
}
