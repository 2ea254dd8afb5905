// Requests of whole pages that the browser names no origin for: what it is about to send with them says who led there.

const FILTER = { urls: ["http://*/*", "https://*/*"], types: ["main_frame"] };

/** Listens only as long as there are such requests: every other one would be held up by it too. */
export class Unnamed {
  #browser;
  #listener;
  /** Those of which the browser has not said what it sends, by number. */
  #waiting = new Set();

  /** @param listener is called before a request is sent, with its header fields; its answer is awaited */
  constructor(browser, listener) {
    this.#browser = browser;
    this.#listener = listener;
  }

  /** Has the listener called for this request too. */
  async watch({ requestId, tabId }) {
    const { onBeforeSendHeaders } = this.#browser.webRequest;
    if (this.#waiting.size === 0) {
      onBeforeSendHeaders.addListener(this.#listener, FILTER, ["blocking", "requestHeaders"]);
    }
    this.#waiting.add(requestId);
    // The browser answers in order: with this it has heard of the listener too.
    try {
      await this.#browser.tabs.get(tabId);
    } catch {
      // In no tab, as in a sidebar; answered all the same.
    }
  }

  /** The request is sent, or will not be. */
  done(requestId) {
    if (!this.#waiting.delete(requestId) || this.#waiting.size > 0) return;
    this.#browser.webRequest.onBeforeSendHeaders.removeListener(this.#listener);
  }
}
