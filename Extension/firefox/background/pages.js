// What each tab shows, and which tab opened it.

export class Pages {
  #openers = new Map();
  /** What the top frame of each tab shows, as its URL. */
  #shown = new Map();

  listen({ tabs, webNavigation }) {
    webNavigation.onCreatedNavigationTarget.addListener(({ tabId, sourceTabId }) => this.#openers.set(tabId, sourceTabId));
    tabs.onCreated.addListener((tab) => {
      if (tab.openerTabId !== undefined && !this.#openers.has(tab.id)) this.#openers.set(tab.id, tab.openerTabId);
    });
  }

  /** The tab that opened this one, for the first page that is asked for in it. */
  takeOpener(tabId) {
    const opener = this.#openers.get(tabId);
    this.#openers.delete(tabId);
    return opener;
  }

  /** The answer to a request is a page. */
  note({ tabId, type, statusCode, url }) {
    if (type === "main_frame" && statusCode !== 204) this.#shown.set(tabId, url);
  }

  of(tabId) {
    return this.#shown.get(tabId);
  }

  forgetTab(tabId) {
    this.#openers.delete(tabId);
    this.#shown.delete(tabId);
  }
}
