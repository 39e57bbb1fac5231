// The service: questions out, answers or faults back.

import { find, tell } from "./elements.js";

const TOKEN = "datelens-token";
const TRIES = 6;
const SENDABLE = /^[!-~]+$/; // what a header can hold

export class Fault extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

const pause = (seconds, signal) => new Promise((resolve, reject) => {
  const waiting = setTimeout(resolve, 1000 * seconds);
  signal?.addEventListener("abort", () => { clearTimeout(waiting); reject(signal.reason); }, { once: true });
});

// An answer; a service that is busy is asked again when it says so.
export async function ask(path, question, signal) {
  for (let tried = 1; ; tried += 1) {
    const response = await send(path, question, signal);
    const answer = await response.json().catch(() => null);
    if (response.ok && answer) return answer;
    const fault = new Fault(answer?.error?.code ?? "unknown", answer?.error?.message ?? `The service answered ${response.status}.`);
    if (response.status === 401) await token(signal, Boolean(sessionStorage.getItem(TOKEN)));
    else if (response.status !== 503 || tried === TRIES) throw fault;
    else await pause(Number(response.headers.get("Retry-After")) || 1, signal);
  }
}

async function send(path, question, signal) {
  const headers = { Accept: "application/json" };
  const known = sessionStorage.getItem(TOKEN);
  if (known) headers.Authorization = `Bearer ${known}`;
  if (question) headers["Content-Type"] = "application/json";
  try {
    return await fetch(path, { method: question ? "POST" : "GET", headers, signal, body: question && JSON.stringify(question) });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Fault("unreachable", "The service cannot be reached. Is it still running?");
  }
}

let asking = null;

// Ask the person for the token, once for all questions that wait; `refused` where the one that was given is wrong.
function token(signal, refused) {
  const form = find("token");
  asking ??= new Promise((resolve) => {
    sessionStorage.removeItem(TOKEN);
    form.hidden = false;
    tell(find("token-trouble"), refused ? "That token was not taken." : "");
    find("token-field").focus();
    const given = (event) => {
      event.preventDefault();
      const typed = find("token-field").value.trim();
      if (!SENDABLE.test(typed)) return tell(find("token-trouble"), "A token has letters, digits and signs of ASCII alone.");
      form.removeEventListener("submit", given);
      sessionStorage.setItem(TOKEN, typed);
      find("token-field").value = "";
      form.hidden = true;
      asking = null;
      return resolve();
    };
    form.addEventListener("submit", given);
  });
  return Promise.race([asking, new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason), { once: true }))]);
}
