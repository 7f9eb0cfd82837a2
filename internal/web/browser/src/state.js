import { $, el } from "./dom.js";
import { button, note, unnote } from "./notes.js";

// What the desk says of itself: whether the text is saved, who else is here, how
// long the session goes on.
const longestWarning = 120; // seconds before the session ends

// unkept is said where the browser's storage is full or not allowed.
const unkept = "这台电脑也没能留下文字，请不要关闭这个页面，先复制一份。";

const clock = () => new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Shanghai" });

export class StateLine {
  constructor({ start, renew, kept }) {
    Object.assign(this, { renew, kept });
    this.edition = start.edition;
    this.warnBefore = Math.min(longestWarning, start.idle / 4);
    this.text = start.revision ? `${start.savedBy ? start.savedBy + " " : ""}${start.savedAt} 保存` : "还没有保存";
    this.put(this.text, start.revision ? "clean" : "new");
  }

  put(text, state) {
    const out = $("desk-state");
    if (out.textContent !== text) out.textContent = text;
    out.dataset.state = state;
  }

  hear(news) {
    if (news.state) this.hearState(news);
    if (news.others) this.people(news.others);
    if (news.left !== undefined) this.session(news.left);
    if (news.came) this.put(news.self ? `您在另一个窗口 ${news.at} 保存的修改已并入` : `${news.came} ${news.at} 保存的修改已并入`, "clean");
  }

  hearState({ state, at, edition, text, by, self, auto, kept, writing = true }) {
    if (state !== "expired") unnote("session");
    if (state !== "away" && state !== "saving" && state !== "dirty") unnote("away");
    switch (state) {
      case "clean":
        if (edition) {
          $("desk-edition").textContent = `第${edition}稿`;
          document.querySelector(".bench-outline")?.remove(); // an outline is chosen for a first draft only
        }
        return this.put(`${auto ? "已自动保存" : "已保存"} ${at || clock()}`, state);
      case "read":
        return this.put(this.text, "clean");
      case "dirty":
        return this.put("有修改，稍后自动保存", state);
      case "saving":
        return this.put("正在保存…", state);
      case "away":
        note("away", `${text}。${kept ? "文字留在这台电脑上，连上以后会自动保存。" : unkept}`, button("重新保存", () => this.renew()));
        return this.put("未保存", state);
      case "refused":
        return this.put(`未保存：${text}`, state);
      case "conflict":
        return this.put(self ? "您在另一个窗口也改了同一处，请选择" : `${by}也改了同一处，请选择`, state);
      case "expired": {
        note("session", `您已退出登录。${!writing ? "" : kept ? "文字留在这台电脑上。" : unkept}请在新窗口里重新登录${writing ? "，回来后会自动保存" : ""}。`,
          el("a", { class: "button primary", href: "/login?next=/work", target: "_blank", rel: "noopener" }, "重新登录"));
        return this.put(writing ? "未保存：已退出登录" : "已退出登录", state);
      }
    }
  }

  people(others) {
    $("desk-people").replaceChildren(
      ...others.map((p) => el("li", {}, el("span", { class: "dot", "aria-hidden": "true" }), p.line >= 0 ? `${p.name}也在改，第${p.line + 1}行` : `${p.name}也在看`)),
    );
  }

  session(left) {
    clearInterval(this.countdown);
    if (left > this.warnBefore) return unnote("countdown");
    const end = Date.now() + left * 1000;
    const line = note("countdown", "", button("继续使用", () => { unnote("countdown"); this.renew(); }, true));
    const tick = () => {
      const s = Math.max(0, Math.round((end - Date.now()) / 1000));
      line.querySelector("p").textContent = s > 0 ? `长时间没有操作，${s} 秒后退出登录。文字已经保存，或留在这台电脑上。` : "已经退出登录。";
      if (s === 0) clearInterval(this.countdown);
    };
    tick();
    this.countdown = setInterval(tick, 1000);
  }
}
