// What this browser lets the extension do, found by trying. Chromium says nothing where it does not call a listener.
//
// Two things are needed in order to enforce. Answers of listeners are heeded only of extensions that an enterprise policy
// installed; certificates are shown only with the feature WebRequestSecurityInfo, and a listener that asks for them and for
// being heeded is otherwise never called.

/** Where nothing answers, and where nothing arrives if the test works. */
const NOWHERE = "http://127.0.0.1:65535/";
const PATIENCE = 3000;
const TRIES = 3;
/** How long the word of a request may come after its end. */
const DELAY = 500;

export class Power {
  /** Whether an answer of a listener is heeded; null before it was tried. */
  #blocks = null;
  /** Whether certificates are shown; null before there was an answer to a request. */
  #shows = null;
  /** Whether a listener is called at all. */
  #hears = false;
  /** The test under way: its word, and what to do when a listener that only looks is called. */
  #trial = null;
  #testing = null;

  /** Begins to listen; to be made in the first turn of the worker. */
  constructor(webRequest) {
    const filter = { urls: [`${NOWHERE}*`], types: ["xmlhttprequest"] };
    const isTest = (details) => details.url === NOWHERE + this.#trial?.word;
    webRequest.onBeforeRequest.addListener((details) => {
      if (isTest(details)) this.#trial.hear(true);
    }, filter);
    webRequest.onBeforeRequest.addListener(async (details) => {
      if (!isTest(details)) return {};
      // Later, so that this shows too that the browser waits.
      await new Promise((resolve) => setTimeout(resolve, 20));
      return { redirectUrl: details.url.replace(NOWHERE, "data:text/plain,") };
    }, filter, ["blocking"]);
    this.test();
  }

  /** Whether hops are to be stopped, as far as is known. To be asked after `tested`. */
  get acts() {
    return this.#blocks === true && this.#shows !== false;
  }

  /** Settles when it was tried whether answers are heeded. */
  get tested() {
    return this.#testing;
  }

  /** Tries whether an answer of a listener is heeded. */
  test() {
    if (!this.#trial) this.#testing = this.#try();
    return this.#testing;
  }

  async #try() {
    const trial = { word: crypto.randomUUID(), hear: null };
    const heard = new Promise((resolve) => (trial.hear = resolve));
    this.#trial = trial;
    // What was found before holds until then: hops may be under way.
    let blocks = false;
    let hears = false;
    for (let tries = 0; tries < TRIES; tries += 1) {
      try {
        const answer = await fetch(NOWHERE + trial.word, { signal: AbortSignal.timeout(PATIENCE) });
        blocks = (await answer.text()) === trial.word;
      } catch {
        // Refused, or too slow.
      }
      // A browser that has just begun may send the request before it knows of the listeners: then it is asked again.
      hears = await Promise.race([heard, new Promise((resolve) => setTimeout(resolve, DELAY, false))]);
      if (hears) break;
    }
    this.#blocks = blocks;
    this.#hears = hears;
    this.#trial = null;
  }

  /** A listener that is only called to be heeded was called: where the test said otherwise, it is made again. */
  called() {
    if (this.#blocks === false) this.test();
  }

  /** The listener that asks for certificates was called, with these. */
  shown(securityInfo) {
    if (securityInfo?.certificates?.length > 0) this.#shows = true;
  }

  /** It was not called for an answer that another listener heard of. */
  notShown() {
    this.#shows ??= false;
  }

  /** For the extension's pages: `listener`, and words for what this browser does not allow and for what it does not tell. */
  state() {
    return { ...this.#found(), untold: ["limitWays"] };
  }

  #found() {
    if (!this.#hears) return { listener: "silent", limits: [] };
    if (this.acts) return this.#shows ? { listener: "works", limits: [] } : { listener: "untested", limits: ["limitUntested"] };
    const why = this.#blocks ? "limitNoCertificates" : "limitNotByPolicy";
    return { listener: "advisory", limits: ["limitAdvisory", why, "limitOwnHandshake"] };
  }
}
