import { ChangeSet, Transaction } from "@codemirror/state";
import { diff } from "@codemirror/merge";
import { get, post, Refused } from "./api.js";
import { byProgram } from "./editor.js";

const rest = 2000; // ms without typing after which the text is saved
const beat = 4000; // ms between two words to the server that we are here
const longest = 10000; // ms that somebody may type on before it is saved all the same

// Saver keeps the text on the server, and in the browser's storage until it is
// there. Words that somebody else saves come into the text as they come in.
export class Saver {
  constructor({ view, composition, start, urls, store, heard, conflicted, saved }) {
    Object.assign(this, { view, composition, urls, store, heard, conflicted, saved });
    this.revision = start.revision;
    this.account = start.account;
    this.dirty = false;
    this.saving = null;
    this.local = null; // what was typed here since the text that is being saved
    this.unheard = null; // the text that was sent last, if no answer came
    this.wait = rest;
    this.tab = start.tab;
    this.stopped = !start.canSave;
    this.held = false; // conflicts wait for a choice
    this.keepBase = null; // while they do, the revision that one's own words were written on
    this.state = "clean";
    this.out = false; // signed out: nothing is asked until somebody comes back
    this.beating = setInterval(() => this.here(), beat);
    this.here();
    window.addEventListener("online", () => this.here());
    window.addEventListener("focus", () => this.out && this.here());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.here());
    window.addEventListener("pagehide", () => {
      this.keep();
      navigator.sendBeacon?.(urls.here, new Blob([JSON.stringify({ tab: this.tab, gone: true })], { type: "application/json" }));
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.dirty) event.preventDefault();
    });
  }

  // text leaves out what is being composed.
  text() {
    return this.composition.doc.toString();
  }

  // changed hears of every update that changes the text.
  changed(update) {
    if (update.transactions.every((tr) => !tr.docChanged || tr.annotation(byProgram) === "others")) return;
    if (this.local) this.local = this.local.compose(update.changes);
    this.dirty = true;
    this.say(this.held ? "conflict" : this.out ? "expired" : "dirty", { by: this.by, self: this.self, kept: true });
    this.keeping ??= setTimeout(() => {
      this.keeping = null;
      this.keep();
    }, 250);
    clearTimeout(this.timer);
    this.typedSince ??= performance.now();
    this.timer = setTimeout(() => this.save(true), Math.max(0, Math.min(rest, this.typedSince + longest - performance.now())));
  }

  // keep puts the text into the browser's storage, and says whether it is there.
  // What waits for a choice is kept with its old base: brought back, it asks again.
  keep() {
    return !this.dirty || this.store.put({ text: this.text(), base: this.keepBase ?? this.revision, tab: this.tab });
  }

  say(state, more) {
    this.state = state;
    this.heard({ state, ...more });
  }

  // save sends the text. It resolves to true when the text is on the server.
  async save(auto) {
    clearTimeout(this.timer);
    await this.composition.over();
    if (this.stopped || this.held || (this.out && auto)) return false;
    if (this.saving) {
      await this.saving.catch(() => {}); // whoever asked hears of it
      if (!this.dirty && auto) return true;
      return this.save(auto);
    }
    return this.alone(() => this.send(auto));
  }

  // alone has nothing else change what is on the server meanwhile.
  async alone(work) {
    this.saving = work();
    try {
      return await this.saving;
    } finally {
      this.saving = null;
    }
  }

  async send(auto) {
    // A text whose answer was lost may be on the server. It goes once more as it was:
    // else one's own words would come back as somebody else's.
    if (this.unheard && !(await this.exchange(this.unheard, true))) return false;
    await this.composition.over();
    this.typedSince = null;
    const text = this.text();
    this.local = ChangeSet.empty(text.length);
    return (await this.exchange(text, auto)) && !this.dirty;
  }

  // exchange sends a text and takes in what others saved. It resolves to true when
  // the server has it; this.local is what was typed since.
  async exchange(text, auto) {
    this.say("saving");
    this.unheard = null;
    try {
      const answer = await post(this.urls.save, { account: this.account, base: this.revision, text, auto });
      this.wait = rest;
      if (this.out) this.back();
      if (answer.conflicts?.length || answer.merged) await this.composition.over();
      if (answer.conflicts?.length) return this.conflict(text, answer);
      this.revision = answer.revision;
      if (answer.merged) this.takeIn(text, answer.text);
      this.dirty = !this.local.empty;
      if (this.dirty) this.keep();
      else this.store.clear(this.tab);
      this.saved(answer);
      this.say(this.dirty ? "dirty" : "clean", { at: answer.at, edition: answer.edition, auto });
      return true;
    } catch (error) {
      if (!(error instanceof Refused) || error.status >= 500) this.unheard = text;
      this.failed(error);
      return false;
    } finally {
      if (this.unheard === null) this.local = null;
    }
  }

  conflict(text, answer) {
    this.held = true;
    this.by = answer.by;
    this.self = answer.self;
    this.keepBase ??= this.revision;
    this.revision = answer.revision;
    this.takeIn(text, answer.text);
    this.keep();
    this.conflicted(answer, this.local);
    this.say("conflict", { by: answer.by, self: answer.self });
    return false;
  }

  // merge saves what was typed and has the server put an opinion into that very
  // revision. What is typed until it answers stays.
  async merge(ask) {
    // Once more, if somebody typed on while it was saved.
    if (!(await this.save(true)) && !(await this.save(true)) || this.saving) return null;
    return this.alone(async () => {
      const text = this.text();
      this.local = ChangeSet.empty(text.length);
      try {
        const answer = await ask(this.revision);
        await this.composition.over();
        this.revision = answer.revision;
        return { answer, changes: this.takeIn(text, answer.text) };
      } finally {
        this.local = null;
      }
    });
  }

  failed(error) {
    const kept = this.keep();
    if (error instanceof Refused && error.login) return this.left();
    if (error instanceof Refused && error.status < 500) {
      if (error.status !== 422) this.stopped = error.status === 403 || error.status === 404;
      return this.say("refused", { text: error.message });
    }
    this.say("away", { text: error.message, kept });
    clearTimeout(this.timer);
    this.wait = Math.min(this.wait * 2, 30000);
    this.timer = setTimeout(() => this.save(true), this.wait);
  }

  // takeIn brings words of others into the editor: sent is what we sent, merged
  // what came of it. What was typed since stays where it is, and this.local counts
  // from merged.
  takeIn(sent, merged) {
    const changes = diff(sent, merged).map((c) => ({ from: c.fromA, to: c.toA, insert: merged.slice(c.fromB, c.toB) }));
    if (!changes.length) return null;
    const theirs = ChangeSet.of(changes, sent.length);
    const local = this.local ?? ChangeSet.empty(sent.length);
    if (this.local) this.local = local.map(theirs, true);
    this.view.dispatch({
      changes: theirs.map(local),
      annotations: [byProgram.of("others"), Transaction.addToHistory.of(false), Transaction.remote.of(true)],
    });
    return theirs;
  }

  // here says that we are here and hears who else is, and what was saved.
  async here() {
    if (this.asking) return;
    this.asking = true;
    try {
      const line = this.view.state.readOnly ? -1 : this.composition.caretLine;
      const answer = await post(this.urls.here, { tab: this.tab, line, gone: false });
      if (this.out) this.back();
      this.heard({ others: answer.others, left: answer.left, comments: answer.comments });
      if (this.state === "expired" || this.state === "away") this.save(true);
      if (answer.revision > this.revision && !this.saving && !this.held && !this.composition.active) await this.catchUp(answer);
    } catch (error) {
      if (error instanceof Refused && error.login) this.left();
    } finally {
      this.asking = false;
    }
  }

  // left says once that nobody is signed in any more, and stops asking.
  left() {
    this.out = true;
    clearInterval(this.beating);
    this.say("expired", { kept: this.keep(), writing: !this.stopped });
  }

  // back goes on after somebody has signed in again.
  back() {
    this.out = false;
    this.beating = setInterval(() => this.here(), beat);
    if (this.stopped) this.say("read");
  }

  // catchUp fetches what somebody else saved.
  async catchUp() {
    await this.composition.over();
    if (this.dirty) return this.save(true);
    const answer = await get(this.urls.text);
    await this.composition.over();
    if (this.saving || this.dirty || answer.revision <= this.revision) return;
    this.takeIn(this.text(), answer.text);
    this.revision = answer.revision;
    this.heard({ came: answer.savedBy, self: answer.self, at: answer.at });
    this.saved(answer);
  }

  // resolved goes on after the conflicts were chosen.
  resolved() {
    this.held = false;
    this.keepBase = null;
    this.dirty = true;
    this.save(true);
  }
}
