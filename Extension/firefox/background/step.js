// One hop on its way: asked about as soon as it is known, judged before the browser goes there, and looked at once more when
// the destination has shown the browser its own certificate.

import { keyOf } from "./places.js";

/** Verdicts of a handshake of the host's own that the browser's handshake may refute. */
const BY_KEY = new Set(["keyMismatch", "noKey"]);
/** How long a look ahead may be used, in milliseconds. */
const AHEAD_LIFE = 2000;

export class Step {
  #verifier;
  /** When it was begun, milliseconds since 1970. */
  #since = Date.now();
  /** Whether the browser has been told what to do. */
  isDecided = false;
  /** Whether the user let it pass. */
  isPassed = false;

  /**
   * @param parts `{origin, destination, kinds, originSight, seeing, isPrivate, method, url, tabId, frameId, inFrame}`: origin and
   *   destination as `placeOf` gives them; `seeing` a promise of what the origin shows now, where that is still being read
   * @param details the request's
   */
  constructor(verifier, parts, details) {
    this.#verifier = verifier;
    Object.assign(this, parts);
    this.result = this.#begin(details);
  }

  /** Whether an answer of this host and port is the destination's. */
  leadsTo(place) {
    return keyOf(place) === keyOf(this.destination);
  }

  /** Whether this hop, looked at ahead, is the one that an answer leads to now. */
  isFor({ origin, destination, kinds }) {
    return this.leadsTo(destination) && keyOf(origin) === keyOf(this.origin) && String(kinds) === String(this.kinds)
      && Date.now() - this.#since < AHEAD_LIFE;
  }

  /** The answer has come: the hop is real, and its origin shows what is being read. */
  goOn({ url, seeing }, details) {
    this.url = url;
    this.seeing = seeing;
    this.result = this.#compare(this.result, this.originSight, details);
    return this;
  }

  /**
   * The destination has shown its certificate: judges again where the browser saw another key than was judged.
   *
   * @param seeing a promise of what it showed
   */
  async confirm(seeing, details) {
    const result = await this.result;
    if (result.verdict === "neutral" || (result.verdict !== "verified" && !BY_KEY.has(result.verdict))) return result;
    const sight = await seeing;
    if (!sight) return this.#unseen(result, details);
    if (result.verdict === "verified" && result.accepted.includes(sight.digest)) return result;
    const obstacle = await this.#verifier.ways.obstacle(details, this.origin, sight);
    this.result = this.#ask(sight, obstacle);
    return await this.result;
  }

  /** Nothing shows whom the browser reached: perhaps the user let a certificate pass that is not valid. */
  #unseen(result, details) {
    if (result.verdict !== "verified" || this.destination.scheme !== "https" || details.fromCache) return result;
    const unseen = { ...result, verdict: "noKey", reason: null, stopped: result.demanded, accepted: [], destinationKey: null };
    this.result = Promise.resolve(unseen);
    return unseen;
  }

  async #begin(details) {
    const guess = this.originSight;
    const early = guess || !this.seeing ? this.#askAt(details) : null;
    return this.seeing ? await this.#compare(early, guess, details) : await early;
  }

  /** Takes an early result if the origin shows now what was taken for it, and asks anew if not. */
  async #compare(early, guess, details) {
    this.originSight = await this.seeing;
    this.seeing = null;
    return early && this.originSight?.digest === guess.digest ? await early : await this.#askAt(details);
  }

  async #askAt(details) {
    return await this.#ask(null, await this.#verifier.ways.obstacle(details, this.origin, this.originSight));
  }

  async #ask(sight, obstacle) {
    const found = await this.#verifier.verify(this, sight, obstacle);
    return {
      origin: this.origin.host, destination: this.destination.host, kinds: this.kinds, at: Math.round(Date.now() / 1000),
      ...found,
    };
  }
}
