import { post, Refused } from "./api.js";

// Live asks the server for the pages of the text that stands in the editor. One
// question is under way at a time; what is typed meanwhile is asked as one
// question when its answer has come. An answer that is overtaken is dropped,
// unless the pages would stand still for too long. While held says so nothing is
// asked and no answer is used.
const longest = 400; // ms that pages may stand still while somebody types on

export class Live {
  constructor({ url, text, have, held, answered, failed }) {
    Object.assign(this, { url, text, have, held, answered, failed });
    this.version = 0; // counts changes of the text
    this.done = -1;
    this.busy = false;
    this.shownAt = 0;
  }

  // changed says that the text is another one now.
  changed() {
    this.version++;
    this.go();
  }

  // again asks anew although the text is the same.
  again() {
    this.done = -1;
    this.go();
  }

  async go() {
    if (this.busy || this.held() || this.done === this.version) return;
    this.busy = true;
    const version = this.version;
    try {
      const answer = await post(this.url, { text: this.text(), have: this.have() });
      if (this.held()) return; // asked again afterwards
      const fresh = version === this.version;
      if (fresh || performance.now() - this.shownAt > longest) {
        this.shownAt = performance.now();
        this.answered(answer, { fresh, version });
      }
      this.done = version;
    } catch (error) {
      this.done = version;
      this.failed(error);
      if (!(error instanceof Refused)) setTimeout(() => this.again(), 3000);
    } finally {
      this.busy = false;
    }
    this.go();
  }
}
