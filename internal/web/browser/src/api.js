// Talking to the server. A refusal is a Refused with the words to show.

export class Refused extends Error {
  constructor(status, answer) {
    super(answer?.error || "服务器没有正常答复，请稍后再试");
    this.status = status;
    this.login = Boolean(answer?.login);
    this.number = answer?.number || "";
    this.complaints = answer?.complaints ?? []; // what is wrong with which field
  }
}

// Unreachable: the request did not come through, or its answer did not.
export class Unreachable extends Error {}

// Requests that nobody's hand caused, such as drawing what others saved, let the
// session run out.
const idle = 60000; // ms
let acted = Date.now();
for (const kind of ["keydown", "pointerdown", "click", "input", "compositionupdate", "wheel"]) {
  addEventListener(kind, () => (acted = Date.now()), { capture: true, passive: true });
}

// ask sends body as JSON; options may carry a body of another kind with its headers.
export async function ask(method, url, body, { headers, ...options } = {}) {
  let response, answer;
  try {
    response = await fetch(url, {
      method,
      headers: {
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(Date.now() - acted > idle ? { "Dafu-Unattended": "1" } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: "error",
      ...options,
    });
    answer = await response.json();
  } catch (cause) {
    if (response && response.status >= 400) throw new Refused(response.status, null);
    throw new Unreachable("连不上服务器", { cause });
  }
  if (!response.ok) throw new Refused(response.status, answer);
  return answer;
}

export const get = (url, options) => ask("GET", url, undefined, options);
export const post = (url, body, options) => ask("POST", url, body, options);
