// Runs in every page and frame: tells the extension whether the user activated a link or sent a form, so that this is not
// taken for a redirect by script. Reads nothing else of the page and changes nothing.
"use strict";

(() => {
  /** A browser's own span of a user's activation, in milliseconds. */
  const SPAN = 5000;
  let last = null;

  const note = (kind, url) => {
    last = { kind, url, at: Date.now() };
    browser.runtime.sendMessage({ type: "gesture", kind, url, page: location.href }).catch(() => {});
  };

  /** Where a form is sent; a field named `action` hides the property. */
  const actionOf = (form) => new URL(form?.getAttribute("action") ?? "", document.baseURI).href;

  const onClick = (event) => {
    if (!event.isTrusted) return;
    const link = event.composedPath().find((node) => node instanceof Element && node.matches("a[href], area[href]"));
    if (link?.href) note("link", String(link.href));
  };

  addEventListener("click", onClick, true);
  addEventListener("auxclick", onClick, true);
  addEventListener("submit", (event) => {
    // A button without the attribute gives the page's own address as its `formAction`.
    const own = event.submitter?.hasAttribute("formaction") ? event.submitter.formAction : null;
    note("form", own ?? actionOf(event.target));
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

  /** Whether this page is in a sandbox, or has a frame in one that may replace it. */
  const isHidden = () => self.origin === "null" || [...document.querySelectorAll("iframe[sandbox]")].some((frame) =>
    frame.sandbox.contains("allow-top-navigation") && !frame.sandbox.contains("allow-same-origin"));

  browser.runtime.onMessage.addListener((message) => {
    // The origin of the address: a document in a sandbox has none of its own.
    if (new URL(location.href).origin !== message?.origin) return undefined;
    if (message.type === "hidden?") return self === top ? Promise.resolve(isHidden()) : undefined;
    if (message.type !== "gesture?") return undefined;
    if (refreshesTo(message.url)) return Promise.resolve("redirect");
    // A form that a script sends raises no event; its fields stand in the query.
    const bare = message.url.split(/[?#]/)[0];
    const isForm = [...document.forms].some((form) => form.method === "get" && actionOf(form).split(/[?#]/)[0] === bare);
    if (isForm) return Promise.resolve("form");
    if (last && Date.now() - last.at < SPAN && plain(last.url) === plain(message.url)) return Promise.resolve(last.kind);
    return Promise.resolve(navigator.userActivation?.isActive ? "link" : "redirect");
  });
})();
