// Requests of whole pages that the browser names no origin for: what it is about to send with them says who led there.

const FILTER = { urls: ["http://*/*", "https://*/*"], types: ["main_frame"] };
/** Going where the user himself said (webNavigation's words). */
const OWN = new Set(["typed", "auto_bookmark", "generated", "start_page", "reload", "keyword"]);

/** Listens only as long as there are such requests: every other one would be held up by it too. */
export class Unnamed {
  #browser;
  #listener;
  /** Numbers of those of which the browser has not said what it sends. */
  #waiting = new Set();
  /** The last one of each tab, until the browser says what it sends for it. */
  #unsent = new Map();

  /** @param listener is called before a request is sent, with its header fields; its answer is awaited */
  constructor(browser, listener) {
    this.#browser = browser;
    this.#listener = listener;
  }

  /**
   * Has the listener called for this request too.
   *
   * @param request `{details, opener, page, isHidden}`: the page before it, and a promise of whether that may lead on unnamed
   */
  async watch(request) {
    const { requestId, tabId } = request.details;
    const { onBeforeSendHeaders } = this.#browser.webRequest;
    if (this.#waiting.size === 0) {
      onBeforeSendHeaders.addListener(this.#listener, FILTER, ["blocking", "requestHeaders"]);
    }
    this.#waiting.add(requestId);
    this.#unsent.set(tabId, request);
    try {
      // The browser answers in order: with this it has heard of the listener too.
      await this.#browser.tabs.get(tabId);
    } catch {
      // In no tab, as in a sidebar; answered all the same.
    }
  }

  /** The browser has said what it sends. */
  sent({ requestId, tabId }) {
    this.#unsent.delete(tabId);
    this.done(requestId);
  }

  /** The request has ended, in whatever way. */
  done(requestId) {
    if (!this.#waiting.delete(requestId) || this.#waiting.size > 0) return;
    this.#browser.webRequest.onBeforeSendHeaders.removeListener(this.#listener);
  }

  /** The request for a page that is shown now although nothing was said to be sent for it; null where it was the user's own. */
  takeUnsent({ tabId, url, transitionType, transitionQualifiers }) {
    const unsent = this.#unsent.get(tabId);
    this.#unsent.delete(tabId);
    if (!unsent || withoutFragment(unsent.details.url) !== withoutFragment(url)) return null;
    return OWN.has(transitionType) || transitionQualifiers?.includes("from_address_bar") ? null : unsent;
  }

  forgetTab(tabId) {
    this.#unsent.delete(tabId);
  }
}

const withoutFragment = (url) => url.split("#")[0];
