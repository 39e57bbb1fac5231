// Maps: asked for, and remembered.

import { ask, Fault } from "./service.js";
import { counted } from "./words.js";
import { lengthOf } from "./written.js";

const KEPT = 300;

export class Maps {
  constructor(hints) {
    Object.assign(this, { hints, known: new Map() });
  }

  // The map that a question asks for; one that is known is not asked for again.
  async of(question, signal) {
    const key = JSON.stringify(question);
    if (!this.known.has(key)) {
      this.check(question);
      const record = await ask("explain", question, signal);
      if (this.known.size >= KEPT) this.known.delete(this.known.keys().next().value);
      this.known.set(key, record);
    }
    return this.known.get(key);
  }

  // A text that is too long for occlusion is not sent, where the service tells its limit.
  check({ text, method }) {
    const most = this.hints.limits.occluded ?? Infinity;
    const length = lengthOf(text);
    if (method === "occlusion" && length > most) {
      throw new Fault("text_too_long", `Occlusion takes texts of ${counted(most)} characters at most; this one has ${counted(length)}. Attention takes longer ones.`);
    }
  }
}
