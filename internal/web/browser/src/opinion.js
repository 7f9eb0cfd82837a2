import { ask, Refused } from "./api.js";
import { countCharacters, el } from "./dom.js";
import { Store } from "./store.js";

// The co-handler's form (会办意见) saves itself as the desk does: to the server's
// working copy when one rests, and in this browser until the server has it. What
// an input method is composing waits for its end.
const rest = 2000; // ms without typing after which it is saved
const longest = 10000; // ms that somebody may type on before it is saved all the same
const tab = crypto.randomUUID?.() ?? String(Math.random()).slice(2);

class Opinion {
  constructor(form) {
    this.form = form;
    this.line = document.getElementById("opinion-state");
    this.store = new Store(form.dataset.store);
    this.composing = false;
    this.saving = null;
    this.unheard = null; // what was sent last, if no answer came
    this.stopped = form.dataset.autosave === "local"; // only a press sends it
    this.saved = form.dataset.autosave === "now" ? "" : this.body();
    this.wait = rest;
    form.addEventListener("input", (event) => !event.isComposing && this.changed());
    form.addEventListener("compositionstart", () => (this.composing = true));
    for (const kind of ["compositionend", "focusout"]) form.addEventListener(kind, () => this.composing && ((this.composing = false), this.changed()));
    form.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("online", () => this.save());
    addEventListener("focus", () => this.out && this.save(true));
    addEventListener("pagehide", () => this.keep());
    this.store.leave();
    const now = this.texts();
    this.store.drop((one) => one.text === now);
    this.offer();
    if (form.dataset.autosave === "now") this.changed();
  }

  fields() {
    return [...this.form.elements].filter((e) => e.name && !e.disabled && ["textarea", "text", "tel"].includes(e.type));
  }

  body() {
    return new URLSearchParams(this.fields().map((e) => [e.name, e.value])).toString();
  }

  // texts is everything written, to be compared.
  texts() {
    return JSON.stringify(this.fields().map((e) => [e.name, e.value]));
  }

  get version() {
    return this.form.elements.version.value;
  }

  dirty() {
    return this.body() !== this.saved;
  }

  changed() {
    if (!this.dirty()) return this.clean();
    delete this.form.dataset.clean;
    if (!this.out && !this.stopped) this.say("有修改，稍后自动保存", "dirty");
    this.keeping ??= setTimeout(() => {
      this.keeping = null;
      this.keep();
    }, 250);
    this.since ??= performance.now();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), Math.max(0, Math.min(rest, this.since + longest - performance.now())));
  }

  clean() {
    this.form.dataset.clean = "";
    this.since = null;
    this.store.clear(tab);
  }

  say(text, state) {
    if (this.line.textContent !== text) this.line.textContent = text;
    this.line.dataset.state = state;
  }

  // keep says whether what is written lies in the browser.
  keep() {
    if (this.composing) return true; // what was there before it is kept already
    return !this.dirty() || this.store.put({ text: this.texts(), base: this.version, tab });
  }

  // save sends what is written. It resolves when no request is under way any more.
  async save(again) {
    clearTimeout(this.timer);
    if (this.saving) {
      await this.saving;
      return this.dirty() && !this.sent ? this.save(again) : undefined;
    }
    if (this.stopped || this.composing || this.sent || (this.out && !again) || !this.dirty()) return;
    this.saving = this.send();
    try {
      await this.saving;
    } finally {
      this.saving = null;
    }
  }

  async send() {
    // What was sent and not heard of goes once more as it was: the server may have it.
    if (this.unheard !== null && !(await this.exchange(this.unheard))) return;
    if (this.composing) return;
    const body = this.body();
    if (body !== this.saved) await this.exchange(body);
  }

  async exchange(body) {
    this.since = null;
    this.say("正在保存…", "dirty");
    try {
      const answer = await ask("POST", this.form.dataset.address, undefined, {
        body: `${body}&version=${this.version}&account=${this.form.elements.account.value}`, headers: { "Content-Type": "application/x-www-form-urlencoded" },
      });
      this.unheard = null;
      this.out = false;
      this.wait = rest;
      document.getElementById("opinion-note")?.remove();
      this.form.elements.version.value = answer.version;
      this.saved = body;
      if (this.dirty()) {
        this.keep();
        this.changed();
      } else {
        this.clean();
        this.say(`已自动保存 ${answer.at}，还没有报送`, "clean");
      }
      return true;
    } catch (error) {
      this.failed(error, body);
      return false;
    }
  }

  failed(error, body) {
    const kept = this.keep() ? "文字留在这台电脑上" : "这台电脑也没能留下文字，请不要关闭这个页面，先复制一份";
    if (error instanceof Refused && error.login) {
      this.out = true;
      this.note(`您已退出登录。${kept}。请在新窗口里重新登录，回来后会自动保存。`,
        el("a", { class: "button", href: "/login?next=/work", target: "_blank", rel: "noopener" }, "重新登录"));
      return this.say("未保存：已退出登录", "wrong");
    }
    if (error instanceof Refused && error.status === 422) return this.say(`未保存：${error.message}`, "wrong"); // until it is mended
    if (error instanceof Refused && error.status < 500) {
      this.stopped = true;
      this.note(`${error.message}。${kept}。`, error.status === 409 ? el("button", { type: "button", on: { click: () => this.compare() } }, "核对不同之处") : null);
      return this.say("未自动保存", "wrong");
    }
    this.unheard = body;
    this.say(`未保存：${error.message}。${kept}，连上以后自动保存`, "wrong");
    this.wait = Math.min(this.wait * 2, 30000);
    this.timer = setTimeout(() => this.save(), this.wait);
  }

  // compare has the server show what is stored beside what is written here.
  compare() {
    this.form.querySelector("button[name=act][value=save]").click();
  }

  // submitted lets a save that is under way end first: else the form would go with
  // the version before it.
  submitted(event) {
    if (!this.saving && this.unheard === null) {
      this.sent = true;
      clearTimeout(this.timer);
      this.keep();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const { submitter } = event;
    const go = () => {
      this.unheard = null;
      this.form.requestSubmit(submitter);
    };
    clearTimeout(this.timer);
    (this.saving ?? this.exchange(this.unheard)).then(go, go);
  }

  note(text, ...acts) {
    let line = document.getElementById("opinion-note");
    if (line?.dataset.said === text) return;
    line?.remove();
    line = el("div", { class: "stale-line", id: "opinion-note", role: "status", "data-said": text }, el("p", {}, text, " ", ...acts));
    this.form.querySelector(".acts").before(line);
  }

  // offer shows what was left in this browser without having been saved.
  offer() {
    document.getElementById("opinion-kept")?.remove();
    const [kept] = this.store.left();
    if (!kept) return;
    document.getElementById("sent-before")?.remove(); // the same words once more
    const values = JSON.parse(kept.text);
    const at = new Date(kept.at).toLocaleString("zh-CN", { month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Shanghai" });
    const drop = () => {
      this.store.drop((one) => one.text === kept.text);
      this.offer();
    };
    const button = (text, press) => el("button", { type: "button", on: { click: press } }, text);
    const n = countCharacters(values.map(([, v]) => v).join(""));
    this.form.before(el("div", { class: "stale-line", id: "opinion-kept", role: "status" },
      el("p", {}, `这台电脑上留有${at}没有保存的会办意见（${n}字）。 `, button("找回", () => this.putBack(values, kept, drop)), " ", button("放弃", drop))));
  }

  putBack(values, kept, done) {
    const fields = new Map(this.fields().map((e) => [e.name, e]));
    const lost = values.filter(([name, value]) => value && !fields.has(name));
    if (Number(kept.base) < Number(this.version)) this.form.elements.version.value = kept.base; // others' words are asked about
    for (const [name, value] of values) {
      const field = fields.get(name);
      if (!field || field.value === value) continue;
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (this.keep()) done();
    if (lost.length) this.note(`有几项已不在表中，没有找回：${lost.map(([, v]) => v).join("；")}`);
    this.save();
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) new Opinion(form);
