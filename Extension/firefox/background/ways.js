// Ways to the network on which nothing is asked beside the browser, or on which nothing can be proved.

import { base64, base64url } from "./places.js";

export class Ways {
  #browser;
  /** The resolver that the user named in the settings; empty for the system's. */
  resolver = "";
  /** Fingerprints of the roots that the native host trusts besides the built-in ones. */
  roots = new Set();

  constructor(browser) {
    this.#browser = browser;
  }

  /**
   * Why a hop cannot be looked at beside the browser, as `{code, detail}`; null where it can.
   * Asks nobody on the network.
   */
  async obstacle(details, sight) {
    const proxy = details.proxyInfo;
    if (proxy && proxy.type && proxy.type !== "direct") {
      return { code: proxy.proxyDNS && /^socks/.test(proxy.type) ? "tor" : "proxy", detail: proxy.type };
    }
    if (sight && !sight.isBuiltIn && !(await this.#trusts(sight))) {
      return { code: "intercepted", detail: sight.rootName };
    }
    if ((await this.#portal()) === "locked_portal") return { code: "captivePortal", detail: "" };
    return null;
  }

  /**
   * Addresses of a destination, as the browser itself finds them: it is about to go there anyway.
   * Says so where it asks by HTTPS (DoH), which no one else may then ask in the clear.
   */
  async addresses(host) {
    if (/^[\d.]+$/.test(host) || host.startsWith("[")) return { addresses: [], obstacle: null };
    try {
      const found = await this.#browser.dns.resolve(host);
      const secret = found.isTRR && !this.resolver;
      return { addresses: found.addresses ?? [], obstacle: secret ? { code: "doh", detail: "" } : null };
    } catch {
      return { addresses: [], obstacle: null };
    }
  }

  async #portal() {
    try {
      return await this.#browser.captivePortal.getState();
    } catch {
      return "unknown";
    }
  }

  async #trusts(sight) {
    if (!sight.root) return false;
    sight.rootDigest ??= base64url(
      base64([...new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(sight.root)))]));
    return this.roots.has(sight.rootDigest);
  }
}
