// Runs in every page and frame: tells the extension whether the user activated a link or sent a form, so that this is not
// taken for a redirect by script. Reads nothing else of the page and changes nothing.
"use strict";

(() => {
  let last = null;

  const note = (kind, url) => {
    last = { kind, url };
    browser.runtime.sendMessage({ type: "gesture", kind, url, page: location.href }).catch(() => {});
  };

  const onClick = (event) => {
    if (!event.isTrusted) return;
    const link = event.composedPath().find((node) => node instanceof Element && node.matches("a[href], area[href]"));
    if (link?.href) note("link", String(link.href));
  };

  addEventListener("click", onClick, true);
  addEventListener("auxclick", onClick, true);
  addEventListener("submit", (event) => {
    const action = event.submitter?.formAction || event.target?.action;
    note("form", typeof action === "string" ? action : location.href);
  }, true);

  const plain = (url) => url.split("#")[0];

  /** Whether the page itself says that it is to be left for there. */
  const refreshesTo = (url) => [...document.querySelectorAll("meta[http-equiv='refresh' i]")].some((meta) => {
    const target = /^\s*[\d.]*\s*[;,\s]\s*(?:url\s*=\s*)?["']?([^"']*)/is.exec(meta.content)?.[1]?.trim();
    try {
      return Boolean(target) && plain(new URL(target, document.baseURI).href) === plain(url);
    } catch {
      return false;
    }
  });

  browser.runtime.onMessage.addListener((message) => {
    if (message?.type !== "gesture?" || plain(location.href) !== message.page) return undefined;
    if (refreshesTo(message.url)) return Promise.resolve("redirect");
    if (last && plain(last.url) === plain(message.url)) return Promise.resolve(last.kind);
    return Promise.resolve(navigator.userActivation?.isActive ? "link" : "redirect");
  });
})();
