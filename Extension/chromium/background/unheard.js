// Navigations of which webRequest says nothing: a page that the destination's own service worker answers, which an earlier visit
// left in this browser, or one that was made ready ahead. They are looked at when they are shown: later than others.

const WEB = /^https?:/;
/** Going where the user himself said. */
const OWN = new Set(["typed", "auto_bookmark", "generated", "start_page", "reload", "keyword"]);
const OWN_WAY = new Set(["forward_back", "from_address_bar"]);

export class Unheard {
  #describe;
  #found;
  /** By tab and frame: where a navigation began, what was heard since, and what sent it on last. */
  #under = new Map();
  /** By tab: pages that were shown and then stopped. */
  #refused = new Map();
  #tabs;

  /**
   * @param describe gives the details of a request with what Firefox's have, later
   * @param before gives the URL of the document that a navigation begins at, later
   * @param found is called with details as of a request; gives what a listener answers
   */
  constructor({ webNavigation, webRequest, tabs }, { isAhead, describe, before, found }) {
    this.#describe = describe;
    this.#found = found;
    this.#tabs = tabs;
    const filter = { urls: ["http://*/*", "https://*/*"], types: ["main_frame", "sub_frame"] };
    webNavigation.onBeforeNavigate.addListener((details) => this.#under.set(frameOf(details), {
      from: before(details), heard: new Set(), sender: null,
    }));
    webRequest.onBeforeRequest.addListener((details) => {
      if (!isAhead(details)) this.#under.get(frameOf(details))?.heard.add(plain(details.url));
    }, filter);
    webRequest.onBeforeRedirect.addListener((details) => {
      const navigation = this.#under.get(frameOf(details));
      if (navigation && !isAhead(details)) navigation.sender = { url: details.url, to: plain(details.redirectUrl) };
    }, filter);
    webNavigation.onCommitted.addListener((details) => this.#onShown(details));
    tabs.onRemoved.addListener((tabId) => {
      this.#refused.delete(tabId);
      for (const frame of [...this.#under.keys()]) if (frame.startsWith(`${tabId}:`)) this.#under.delete(frame);
    });
  }

  async #onShown({ tabId, frameId, parentFrameId, url, transitionType, transitionQualifiers }) {
    const frame = frameOf({ tabId, frameId });
    const navigation = this.#under.get(frame);
    this.#under.delete(frame);
    if (!navigation || !WEB.test(url) || navigation.heard.has(plain(url))) return;
    const refused = this.#refused.get(tabId);
    if (transitionQualifiers.includes("forward_back")) {
      if (refused?.has(url)) await this.#tabs.goBack(tabId).catch(() => this.#tabs.update(tabId, { url: "about:blank" }));
      return;
    }
    refused?.delete(url);
    const isOwn = OWN.has(transitionType) || transitionQualifiers.some((way) => OWN_WAY.has(way));
    const asker = navigation.sender?.to === plain(url) ? navigation.sender.url : isOwn ? undefined : await navigation.from;
    const answer = await this.#found({
      ...(await this.#describe({ tabId, frameId, parentFrameId })), url, originUrl: asker,
      requestId: `unheard ${crypto.randomUUID()}`, type: frameId === 0 ? "main_frame" : "sub_frame",
      method: transitionType === "form_submit" ? "POST" : "GET",
    });
    if (!answer?.redirectUrl) return;
    this.#refused.set(tabId, (this.#refused.get(tabId) ?? new Set()).add(url));
    // A frame cannot be led elsewhere from here, so the whole page goes.
    await this.#tabs.update(tabId, { url: answer.redirectUrl }).catch(() => {});
  }
}

const frameOf = ({ tabId, frameId }) => `${tabId}:${frameId}`;
const plain = (url) => url.split("#")[0];
