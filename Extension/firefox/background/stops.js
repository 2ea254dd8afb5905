// What was stopped, and whether the user may go on all the same.

/** Verdicts after which nobody may go on, whatever he wishes. */
const NEVER = new Set(["bogus", "keyMismatch", "badSignature"]);
/** How long a user may take over a page that stopped him, in milliseconds. */
const LIFE = 3_600_000;
const MOST = 500;
/** How long he may take to send a form once more, in milliseconds. */
const PASS_LIFE = 120_000;

export class Stops {
  #browser;
  /** By an unguessable word. */
  #stops = new Map();
  /** Hops that the user let pass once, as `tab origin destination`. */
  #passes = new Map();

  constructor(browser) {
    this.#browser = browser;
  }

  /**
   * The address of the page that says why.
   *
   * @param isLate whether the destination has had the request already
   */
  add(step, result, isLate = false) {
    const word = crypto.randomUUID();
    this.#stops.set(word, { step, result, isLate, at: Date.now() });
    for (const [old, stop] of this.#stops) {
      if (this.#stops.size <= MOST && Date.now() - stop.at < LIFE) break;
      this.#stops.delete(old);
    }
    return this.#browser.runtime.getURL(`stopped/stopped.html?${word}`);
  }

  /** Whether the user let this hop pass; true once. */
  takePass(step, result) {
    const pass = passOf(step.tabId, step);
    const until = this.#passes.get(pass) ?? 0;
    this.#passes.delete(pass);
    return !NEVER.has(result.verdict) && Date.now() < until;
  }

  /** What the page that stopped a user shows; null for a word that nobody was given. */
  describe(word, isTop) {
    const stop = this.#stops.get(word);
    if (!stop) return null;
    const { step, result, isLate } = stop;
    return {
      ...result, isLate, inFrame: step.inFrame, byForm: step.method !== "GET",
      mayGoOn: isTop && !step.inFrame && !NEVER.has(result.verdict),
    };
  }

  /** The user wants to go on once, knowing what was said. */
  async goOn(word, tabId) {
    const stop = this.#stops.get(word);
    if (!stop || stop.step.inFrame || NEVER.has(stop.result.verdict)) return false;
    const { step } = stop;
    this.#stops.delete(word);
    if (step.method !== "GET") {
      // A form cannot be sent again from here: the user goes back and sends it once more.
      this.#passes.set(passOf(tabId, step), Date.now() + PASS_LIFE);
      return true;
    }
    await this.#browser.tabs.update(tabId, { url: step.url, loadReplace: true });
    return true;
  }

  forgetTab(tabId) {
    for (const pass of [...this.#passes.keys()]) {
      if (pass.startsWith(`${tabId} `)) this.#passes.delete(pass);
    }
  }
}

const passOf = (tabId, { origin, destination }) => `${tabId} ${origin.host} ${destination.host}`;
