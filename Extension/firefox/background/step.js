// One hop on its way: asked about as soon as it is known, judged before the browser goes there, and looked at once more when
// the destination has shown the browser its own certificate.

import { keyOf } from "./places.js";

/** Verdicts of a handshake of the host's own that the browser's handshake may refute. */
const BY_KEY = new Set(["keyMismatch", "noKey"]);

export class Step {
  /**
   * @param parts `{origin, destination, kinds, originSight, isPrivate, method, url, tabId, frameId, inFrame}`;
   *   origin and destination as `placeOf` gives them
   */
  constructor(verifier, parts, obstacle) {
    this.#verifier = verifier;
    Object.assign(this, parts);
    this.result = this.#ask(null, obstacle);
  }

  #verifier;

  /** Whether an answer of this host and port is the destination's. */
  leadsTo(place) {
    return keyOf(place) === keyOf(this.destination);
  }

  /** The destination has shown its certificate: judges again where the browser saw another key than was judged. */
  async confirm(sight, details) {
    const result = await this.result;
    if (result.verdict === "neutral") return result;
    if (!sight) return this.#unseen(result, details);
    if (result.verdict === "verified" && result.accepted.includes(sight.digest)) return result;
    if (result.verdict !== "verified" && !BY_KEY.has(result.verdict)) return result;
    const obstacle = await this.#verifier.ways.obstacle(details, this.origin, sight);
    this.result = this.#ask(sight, obstacle && Promise.resolve(obstacle));
    return await this.result;
  }

  /** Nothing shows whom the browser reached: perhaps the user let a certificate pass that is not valid. */
  #unseen(result, details) {
    if (result.verdict !== "verified" || this.destination.scheme !== "https" || details.fromCache) return result;
    const unseen = { ...result, verdict: "noKey", reason: null, stopped: result.demanded, accepted: [], destinationKey: null };
    this.result = Promise.resolve(unseen);
    return unseen;
  }

  async #ask(sight, obstacle) {
    const found = await this.#verifier.verify(this, sight, await obstacle);
    return {
      origin: this.origin.host, destination: this.destination.host, kinds: this.kinds, at: Math.round(Date.now() / 1000),
      ...found,
    };
  }
}
