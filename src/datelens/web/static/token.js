// The token of a guarded service: asked of the person, kept for the sitting.

import { find, hide, tell } from "./elements.js";
import { forget, keep, kept } from "./store.js";

const TOKEN = "datelens-token";
const SENDABLE = /^[!-~]+$/; // what a header can hold

let asking = null;

// The token that there is, or null.
export const tokenKept = () => kept(TOKEN);

// Wait for another token than the one that was sent; the person is asked once for all questions that wait.
export function anotherToken(sent, signal) {
  if (!asking && tokenKept() !== sent) return; // one was given while the question was under way
  asking ??= new Promise((resolve) => { askFor(sent, () => { asking = null; resolve(); }); });
  const aborted = new Promise((_, reject) => { signal?.addEventListener("abort", () => reject(signal.reason), { once: true }); });
  return Promise.race([asking, aborted]);
}

function askFor(refused, done) {
  const form = find("token");
  const before = document.activeElement;
  forget(TOKEN);
  form.hidden = false;
  tell(find("token-trouble"), refused ? "That token was not taken." : "");
  find("token-field").focus();
  const given = (event) => {
    event.preventDefault();
    const typed = find("token-field").value.trim();
    if (!SENDABLE.test(typed)) return tell(find("token-trouble"), "A token has letters, digits and signs of ASCII alone.");
    form.removeEventListener("submit", given);
    keep(TOKEN, typed);
    find("token-field").value = "";
    hide(form, before, find("text"), find("paste"));
    return done();
  };
  form.addEventListener("submit", given);
}
