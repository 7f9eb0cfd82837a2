import { ChangeSet, Transaction } from "@codemirror/state";
import { diff } from "@codemirror/merge";
import { get, post, Refused } from "./api.js";
import { byProgram } from "./editor.js";

const rest = 2000; // ms without typing after which the text is saved
const beat = 4000; // ms between two words to the server that we are here

// Saver keeps the text on the server, and in the browser's storage until it is
// there. Words that somebody else saves come into the text as they come in.
export class Saver {
  constructor({ view, start, urls, store, heard, conflicted, saved }) {
    Object.assign(this, { view, urls, store, heard, conflicted, saved });
    this.revision = start.revision;
    this.dirty = false;
    this.saving = null;
    this.local = null; // changes since the text that is being saved
    this.wait = rest;
    this.tab = start.tab;
    this.stopped = !start.canSave;
    this.held = false; // conflicts wait for a choice
    this.state = "clean";
    setInterval(() => this.here(), beat);
    this.here();
    window.addEventListener("online", () => this.here());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.here());
    window.addEventListener("pagehide", () => {
      this.keep();
      navigator.sendBeacon?.(urls.here, new Blob([JSON.stringify({ tab: this.tab, gone: true })], { type: "application/json" }));
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.dirty && !this.stopped) event.preventDefault();
    });
  }

  text() {
    return this.view.state.doc.toString();
  }

  // changed hears of every update that changes the text.
  changed(update) {
    if (this.local) this.local = this.local.compose(update.changes);
    if (update.transactions.every((tr) => !tr.docChanged || tr.annotation(byProgram) === "others")) return;
    this.dirty = true;
    this.say("dirty");
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.keep(), 250);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(true), rest);
  }

  // keep tells whether the words would be found again in this browser.
  keep() {
    return !this.dirty || this.stopped || this.store.put({ text: this.text(), base: this.revision });
  }

  say(state, more) {
    this.state = state;
    this.heard({ state, ...more });
  }

  // save sends the text. It resolves to true when the text is on the server.
  async save(auto) {
    clearTimeout(this.timer);
    if (this.stopped || this.held) return false;
    if (this.saving) {
      await this.saving;
      if (!this.dirty && auto) return true;
      return this.save(auto);
    }
    this.saving = this.send(auto);
    try {
      return await this.saving;
    } finally {
      this.saving = null;
    }
  }

  async send(auto) {
    const doc = this.view.state.doc;
    const text = doc.toString();
    this.local = ChangeSet.empty(doc.length);
    this.say("saving");
    try {
      const answer = await post(this.urls.save, { base: this.revision, text, auto });
      this.wait = rest;
      this.revision = answer.revision;
      if (answer.conflicts?.length) {
        const theirs = this.takeIn(text, answer.text);
        this.held = true;
        this.conflicted(answer, theirs ? this.local.map(theirs, true) : this.local);
        this.say("conflict", { by: answer.by });
        return false;
      }
      if (answer.merged) this.takeIn(text, answer.text);
      this.dirty = !this.local.empty;
      if (this.dirty) this.keep();
      else this.store.clear();
      this.saved(answer);
      this.say(this.dirty ? "dirty" : "clean", { at: answer.at, edition: answer.edition, auto });
      return !this.dirty;
    } catch (error) {
      this.failed(error);
      return false;
    } finally {
      this.local = null;
    }
  }

  failed(error) {
    const kept = this.keep();
    if (error instanceof Refused && error.login) return this.say("expired", { kept });
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
  // what came of it. What was typed since stays where it is.
  takeIn(sent, merged) {
    const changes = diff(sent, merged).map((c) => ({ from: c.fromA, to: c.toA, insert: merged.slice(c.fromB, c.toB) }));
    if (!changes.length) return null;
    const theirs = ChangeSet.of(changes, sent.length);
    const local = this.local ?? ChangeSet.empty(sent.length);
    this.view.dispatch({
      changes: theirs.map(local),
      annotations: [byProgram.of("others"), Transaction.addToHistory.of(false), Transaction.remote.of(true)],
    });
    return theirs;
  }

  // here says that we are here and hears who else is, and what was saved.
  async here() {
    try {
      const line = this.view.state.readOnly ? -1 : this.view.state.doc.lineAt(this.view.state.selection.main.head).number - 1;
      const answer = await post(this.urls.here, { tab: this.tab, line, gone: false });
      this.heard({ others: answer.others, left: answer.left, comments: answer.comments });
      if (this.state === "expired" || this.state === "away") this.save(true);
      if (answer.revision > this.revision && !this.saving && !this.held) await this.catchUp(answer);
    } catch (error) {
      if (error instanceof Refused && error.login && !this.stopped) this.say("expired", { kept: this.keep() });
    }
  }

  // catchUp fetches what somebody else saved.
  async catchUp() {
    if (this.dirty) return this.save(true);
    const answer = await get(this.urls.text);
    if (this.saving || this.dirty || answer.revision <= this.revision) return;
    this.takeIn(this.text(), answer.text);
    this.revision = answer.revision;
    this.heard({ came: answer.savedBy, at: answer.at });
    this.saved(answer);
  }

  // resolved goes on after the conflicts were chosen.
  resolved() {
    this.held = false;
    this.dirty = true;
    this.save(true);
  }
}

// Store keeps unsaved text in this browser, for this account and case. Each tab
// has an entry of its own: what another left is nobody's to overwrite.
export class Store {
  constructor(prefix, tab) {
    this.prefix = prefix;
    this.key = `${prefix}.${tab}`;
  }
  // put tells whether there was room.
  put(entry) {
    try {
      localStorage.setItem(this.key, JSON.stringify({ ...entry, at: Date.now() }));
      return true;
    } catch {
      return false; // no room, or none allowed
    }
  }
  clear(key = this.key) {
    try {
      localStorage.removeItem(key);
    } catch {}
  }
  // left returns what other tabs left behind, the newest first.
  left() {
    const all = [];
    try {
      for (const key of Object.keys(localStorage)) {
        if (!key.startsWith(this.prefix + ".") || key === this.key) continue;
        all.push({ key, ...JSON.parse(localStorage.getItem(key)) });
      }
    } catch {}
    return all.filter((e) => typeof e.text === "string").sort((x, y) => y.at - x.at);
  }
}
