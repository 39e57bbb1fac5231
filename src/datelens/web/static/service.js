// The service: questions out, answers or faults back.

import { anotherToken, tokenKept } from "./token.js";

const TRIES = 6;

export class Fault extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

const PASSING = ["unreachable", "broken", "overloaded", "starting"];

// Whether the same question may be answered a little later.
export const mayPass = (error) => error instanceof Fault && PASSING.includes(error.code);

const pause = (seconds, signal) => new Promise((resolve, reject) => {
  const waiting = setTimeout(resolve, 1000 * seconds);
  signal?.addEventListener("abort", () => { clearTimeout(waiting); reject(signal.reason); }, { once: true });
});

// An answer; a service that is busy is asked again when it says so.
export async function ask(path, question, signal) {
  for (let tried = 1; ; tried += 1) {
    const token = tokenKept(); // another question may get it changed while this one is under way
    const response = await send(path, question, token, signal);
    const answer = await bodyOf(response, signal);
    if (response.ok && answer) return answer;
    if (response.status === 401) await anotherToken(token, signal);
    else if (response.status !== 503 || tried === TRIES) throw faultOf(response, answer);
    else await pause(Number(response.headers.get("Retry-After")) || 1, signal);
  }
}

async function send(path, question, token, signal) {
  const headers = { Accept: "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (question) headers["Content-Type"] = "application/json";
  try {
    return await fetch(path, { method: question ? "POST" : "GET", headers, signal, body: question && JSON.stringify(question) });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Fault("unreachable", "The service cannot be reached. Is it still running?");
  }
}

// The JSON of a response; null where it is none, or ends before its end.
async function bodyOf(response, signal) {
  try {
    return await response.json();
  } catch {
    signal?.throwIfAborted();
    return null;
  }
}

function faultOf(response, answer) {
  if (response.ok) return new Fault("broken", "The answer of the service broke off.");
  return new Fault(answer?.error?.code ?? "unknown", answer?.error?.message ?? `The service answered ${response.status}.`);
}
