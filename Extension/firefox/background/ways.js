// Ways to the network on which nothing is asked beside the browser, or on which nothing can be proved.

import { keyOf } from "./places.js";

/** How long addresses are used again, in milliseconds, and of how many hosts. */
const ADDRESSES_LIFE = 30_000;
const MOST = 500;

export class Ways {
  #browser;
  #found = new Map();
  /** Places that the browser has reached without a proxy, since the settings were last changed. */
  #direct = new Set();
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
    if (sight && !sight.isBuiltIn && !this.roots.has(sight.rootDigest)) {
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
    const known = this.#found.get(host);
    if (known && Date.now() - known.at < ADDRESSES_LIFE) return await known.answer;
    const answer = this.#resolve(host);
    this.#found.delete(host);
    this.#found.set(host, { at: Date.now(), answer });
    if (this.#found.size > MOST) this.#found.delete(this.#found.keys().next().value);
    return await answer;
  }

  async #resolve(host) {
    try {
      const found = await this.#browser.dns.resolve(host);
      const secret = found.isTRR && !this.resolver;
      return { addresses: found.addresses ?? [], obstacle: secret ? { code: "doh", detail: "" } : null };
    } catch {
      return { addresses: [], obstacle: null };
    }
  }

  /** The browser has reached a place, by this way. */
  note(place, { proxyInfo }) {
    const key = keyOf(place);
    this.#direct.delete(key);
    if (!proxyInfo || proxyInfo.type === "direct") this.#direct.add(key);
    if (this.#direct.size > MOST) this.#direct.delete(this.#direct.values().next().value);
  }

  /** Whether a place may be reached by another way than this one: then nothing is asked before that is known. */
  async mayDiffer(place) {
    if (this.#direct.has(keyOf(place))) return false;
    try {
      return (await this.#browser.proxy.settings.get({})).value.proxyType !== "none";
    } catch {
      return false;
    }
  }

  /** Another network, or other settings: what was found before is worth nothing. */
  forget() {
    this.#found.clear();
    this.#direct.clear();
  }

  async #portal() {
    try {
      return await this.#browser.captivePortal.getState();
    } catch {
      return "unknown";
    }
  }
}
