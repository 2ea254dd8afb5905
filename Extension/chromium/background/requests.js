// Hears of every request twice: by listeners that only look, and by listeners that are heeded where the browser allows it.
// Only one of the two is passed on, as `Power` says.

import { asFirefoxHasIt } from "./certificates.js";

export class Requests {
  #webRequest;
  #power;
  #describe;
  #ready;
  /** Answers that the looking listener heard of and the heeded one did not yet, by the request's number. */
  #unshown = new Map();
  #security = new Map();
  #listeners = { request: null, sending: pass, ends: [] };
  /** What is still to be done about a request that nobody waits for, in order. */
  #queues = new Map();

  /**
   * @param describe gives a promise of the details of a request with what Firefox's have
   * @param ready gives a promise without which no request is looked at
   */
  constructor(webRequest, power, { describe, ready }) {
    this.#webRequest = webRequest;
    this.#power = power;
    this.#describe = describe;
    this.#ready = ready;
  }

  get onBeforeRequest() {
    return { addListener: (listener, filter) => this.#hearRequests(listener, filter) };
  }

  /** Chromium lets nobody be led elsewhere here: the listener is called where the request is made, as if told what is sent. */
  get onBeforeSendHeaders() {
    return {
      addListener: (listener) => (this.#listeners.sending = listener),
      removeListener: () => (this.#listeners.sending = pass),
    };
  }

  get onHeadersReceived() {
    return { addListener: (listener, filter) => this.#hearAnswers(listener, filter) };
  }

  get onCompleted() {
    return { addListener: (listener, filter) => this.#hearEnds("onCompleted", listener, filter) };
  }

  get onErrorOccurred() {
    return { addListener: (listener, filter) => this.#hearEnds("onErrorOccurred", listener, filter) };
  }

  /** What the answer's handshake showed; for the listener that is called with it. */
  async getSecurityInfo(requestId) {
    return await asFirefoxHasIt(this.#security.get(requestId));
  }

  /** A navigation of which the browser told no request. Gives the answer where pages are stopped. */
  async navigated(details) {
    let answer = {};
    await this.#later(details, async () => {
      answer = await this.#listeners.request(details);
      for (const listener of this.#listeners.ends) listener(details);
    });
    return this.#power.acts ? answer : {};
  }

  #hearRequests(first, filter) {
    const listener = async (details) => {
      const answer = await first(details);
      const isDone = answer?.cancel || answer?.redirectUrl || details.type !== "main_frame";
      return isDone ? answer : await this.#listeners.sending({ ...details, requestHeaders: BY_THE_USER });
    };
    this.#listeners.request = listener;
    this.#webRequest.onBeforeRequest.addListener((details) => {
      if (isAhead(details)) return;
      const described = this.#describe(details);
      this.#later(details, async () => (this.#power.acts ? undefined : await listener(await described)));
    }, filter);
    this.#webRequest.onBeforeRequest.addListener((details) =>
      this.#heeded(details, isAhead(details) ? refuse : listener), filter, ["blocking"]);
    this.#webRequest.onBeforeSendHeaders.addListener((details) =>
      this.#heeded(details, saysAhead(details) ? refuse : pass), filter, ["blocking", "requestHeaders"]);
  }

  #hearAnswers(listener, filter) {
    this.#webRequest.onHeadersReceived.addListener((details) => {
      this.#unshown.set(details.requestId, { isAhead: isAhead(details), described: this.#describe(details) });
    }, filter, ["responseHeaders"]);
    this.#webRequest.onHeadersReceived.addListener((details) => {
      this.#unshown.delete(details.requestId);
      this.#power.shown(details.securityInfo);
      this.#security.set(details.requestId, details.securityInfo);
      return this.#heeded(details, listener);
    }, filter, ["blocking", "responseHeaders", "securityInfoRawDer"]);
    // Both come after every listener above had its turn.
    for (const next of ["onBeforeRedirect", "onResponseStarted"]) {
      this.#webRequest[next].addListener((details) => {
        const answer = this.#unshown.get(details.requestId);
        if (!answer) return;
        this.#unshown.delete(details.requestId);
        this.#power.notShown();
        if (answer.isAhead) return;
        // As from the cache, of which no handshake is told either: that none is seen here says nothing of the destination.
        this.#later(details, async () =>
          (this.#power.acts ? undefined : await listener({ ...(await answer.described), fromCache: true })));
      }, filter);
    }
  }

  #hearEnds(event, listener, filter) {
    this.#listeners.ends.push(listener);
    this.#webRequest[event].addListener((details) => {
      this.#unshown.delete(details.requestId);
      this.#security.delete(details.requestId);
      this.#later(details, () => listener(details));
    }, filter);
  }

  async #heeded(details, listener) {
    this.#power.called();
    const described = this.#describe(details);
    await this.#ready();
    return this.#power.acts ? await listener(await described) : {};
  }

  #later({ requestId }, work) {
    const before = this.#queues.get(requestId) ?? this.#ready();
    const after = before.then(work).catch((error) => console.error(error)).then(() => {
      if (this.#queues.get(requestId) === after) this.#queues.delete(requestId);
    });
    this.#queues.set(requestId, after);
    return after;
  }
}

/** Chromium names who led there, with `null` for a document in a sandbox: where it names nobody it was the user. */
const BY_THE_USER = [{ name: "Sec-Fetch-Site", value: "none" }];

// Pages that are fetched ahead of the user's going there (speculation rules) are refused where pages are stopped: he is sent to
// them later without any answer being heard, and so without the certificate being seen.

const refuse = () => ({ cancel: true });
const pass = () => ({});

/** Asked for by a document and not by a navigation, or for a page that is made ready unseen. */
export const isAhead = (details) =>
  details.documentLifecycle === "prerender" || (details.type === "main_frame" && details.documentId !== undefined);

const saysAhead = (details) => details.requestHeaders?.some((header) => header.name.toLowerCase() === "sec-purpose");
