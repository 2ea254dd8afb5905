// Which document each frame shows, and which windows are private. Chromium's requests name only the origin of who asks.

export class Documents {
  #byFrame = new Map();
  #openers = new Map();
  #private = new Map();

  listen({ tabs, webNavigation }) {
    for (const event of ["onCommitted", "onHistoryStateUpdated", "onReferenceFragmentUpdated"]) {
      webNavigation[event].addListener(({ tabId, frameId, url }) => this.#frames(tabId).set(frameId, url));
    }
    webNavigation.onCreatedNavigationTarget.addListener(({ tabId, sourceTabId, sourceFrameId }) =>
      this.#openers.set(tabId, this.#frames(sourceTabId).get(sourceFrameId)));
    tabs.onCreated.addListener((tab) => this.#private.set(tab.id, tab.incognito));
    tabs.onRemoved.addListener((tabId) => {
      for (const known of [this.#byFrame, this.#openers, this.#private]) known.delete(tabId);
    });
  }

  /** Takes over the tabs that were there before this worker. */
  async load(tabs) {
    for (const tab of await tabs.query({})) {
      this.#private.set(tab.id, tab.incognito);
      if (tab.url && !this.#frames(tab.id).has(0)) this.#frames(tab.id).set(0, tab.url);
    }
  }

  /** Details of a request with what Firefox's have. A tab that is not known is taken for a private one: less is kept then. */
  describe(details) {
    return {
      ...details,
      incognito: this.#private.get(details.tabId) ?? true,
      originUrl: this.#asker(details),
      documentUrl: this.#frames(details.tabId).get(details.parentFrameId),
    };
  }

  /** The document that a navigation of a frame begins at. */
  before({ tabId, frameId, parentFrameId }) {
    const frames = this.#frames(tabId);
    return frames.get(frameId) ?? (frameId === 0 ? this.#openers.get(tabId) : frames.get(parentFrameId));
  }

  #asker({ tabId, frameId, initiator }) {
    if (!initiator) return undefined;
    const frames = this.#frames(tabId);
    // What opened a tab leads on from there only until a page stands in it.
    const candidates = [frames.get(frameId), frames.get(0), this.#openers.get(tabId), ...frames.values()];
    // A document in a sandbox has no origin of its own: the page that it is, or that it stands in, leads on.
    if (initiator === "null") return candidates.find((url) => /^https?:/.test(url ?? ""));
    return candidates.find((url) => url && new URL(url).origin === initiator) ?? `${initiator}/`;
  }

  #frames(tabId) {
    let frames = this.#byFrame.get(tabId);
    if (!frames) {
      frames = new Map();
      this.#byFrame.set(tabId, frames);
    }
    return frames;
  }
}
