// The service: questions out, answers or faults back.

import { find } from "./elements.js";

const TOKEN = "datelens-token";
const TRIES = 6;

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
    if (response.status === 401) await token(signal);
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

// Ask the person for the token, once for all questions that wait.
function token(signal) {
  const form = find("token");
  asking ??= new Promise((resolve) => {
    form.hidden = false;
    find("token-field").focus();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      sessionStorage.setItem(TOKEN, find("token-field").value);
      form.hidden = true;
      asking = null;
      resolve();
    }, { once: true });
  });
  return Promise.race([asking, new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason), { once: true }))]);
}
