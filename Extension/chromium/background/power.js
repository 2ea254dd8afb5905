// What this browser lets the extension do, found by trying. Chromium says nothing where it does not call a listener.
//
// Two things are needed in order to enforce. Answers of listeners are heeded only of extensions that an enterprise policy
// installed; certificates are shown only with the feature WebRequestSecurityInfo, and a listener that asks for them and for
// being heeded is otherwise never called.

/** Where nothing answers, and where nothing arrives if the test works. */
const NOWHERE = "http://127.0.0.1:65535/";
const PATIENCE = 3000;

export class Power {
  /** Whether an answer of a listener is heeded; null before it was tried. */
  #blocks = null;
  /** Whether certificates are shown; null before there was an answer to a request. */
  #shows = null;
  #hears = false;
  #testing = null;
  #word = "";

  /** Begins to listen; to be made in the first turn of the worker. */
  constructor(webRequest) {
    const filter = { urls: [`${NOWHERE}*`], types: ["xmlhttprequest"] };
    const isTest = (details) => this.#word !== "" && details.url === NOWHERE + this.#word;
    webRequest.onBeforeRequest.addListener((details) => {
      if (isTest(details)) this.#hears = true;
    }, filter);
    webRequest.onBeforeRequest.addListener(async (details) => {
      if (!isTest(details)) return {};
      // Later, so that this shows too that the browser waits.
      await new Promise((resolve) => setTimeout(resolve, 20));
      return { redirectUrl: `data:text/plain,${this.#word}` };
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
    this.#testing = this.#try();
    return this.#testing;
  }

  async #try() {
    this.#word = crypto.randomUUID();
    this.#hears = false;
    try {
      const answer = await fetch(NOWHERE + this.#word, { signal: AbortSignal.timeout(PATIENCE) });
      this.#blocks = (await answer.text()) === this.#word;
    } catch {
      this.#blocks = false;
    }
    this.#word = "";
  }

  /** The listener that asks for certificates was called, with these. */
  shown(securityInfo) {
    if (securityInfo?.certificates?.length > 0) this.#shows = true;
  }

  /** It was not called for an answer that another listener heard of. */
  notShown() {
    this.#shows ??= false;
  }

  /** For the extension's pages: `listener`, and the words for what this browser does not allow. */
  state() {
    if (!this.#hears) return { listener: "silent", limits: ["limitWays"] };
    if (this.acts) {
      return this.#shows ? { listener: "works", limits: ["limitWays"] } : { listener: "untested", limits: ["limitUntested", "limitWays"] };
    }
    const why = this.#blocks ? "limitNoCertificates" : "limitNotByPolicy";
    return { listener: "advisory", limits: ["limitAdvisory", why, "limitOwnHandshake", "limitWays"] };
  }
}
