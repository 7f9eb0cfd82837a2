const mostLeft = 5; // texts of earlier tabs that are kept

// Store keeps unsaved text in this browser, for this account and case: that of a
// tab that is open, and what earlier ones left, until somebody decides about it.
export class Store {
  constructor(key) {
    this.key = key;
    this.leftKey = `${key}.left`;
  }
  // put tells whether there was room.
  put(entry) {
    return this.write(this.key, { ...entry, at: Date.now() });
  }
  // clear drops what a tab has kept, as the server has it now.
  clear(tab) {
    if (this.read(this.key)?.tab === tab) this.write(this.key, null);
    this.drop((one) => one.tab === tab);
  }
  // leave puts apart what an earlier tab left, so that nothing that is typed from now
  // on takes its place.
  leave() {
    const now = this.read(this.key);
    if (!now) return;
    const left = [now, ...this.left().filter((one) => one.text !== now.text)].slice(0, mostLeft);
    if (this.write(this.leftKey, left)) this.write(this.key, null);
  }
  // left are these texts, the latest first.
  left() {
    return this.read(this.leftKey) ?? [];
  }
  drop(which) {
    const all = this.left();
    const rest = all.filter((one) => !which(one));
    if (rest.length < all.length) this.write(this.leftKey, rest.length ? rest : null);
  }
  read(key) {
    try {
      return JSON.parse(localStorage.getItem(key) || "null");
    } catch {
      return null;
    }
  }
  // write says whether there was room, and storage was allowed.
  write(key, value) {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }
}
