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
  /** And those that it reached through one. */
  #proxied = new Set();
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
  async obstacle(details, origin, sight) {
    const proxy = details.proxyInfo ?? (this.#proxied.has(keyOf(origin)) ? { type: "http" } : null);
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
  async addresses(host, origin) {
    const isLiteral = /^[\d.]+$/.test(host) || host.startsWith("[");
    const found = isLiteral ? null : await this.#lookup(host);
    if (found) return found;
    // How the browser asks it says only with an answer: the origin has one.
    const { obstacle } = (await this.#lookup(origin)) ?? { obstacle: null };
    return { addresses: [], obstacle };
  }

  async #lookup(host) {
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
      return null;
    }
  }

  /** The browser has reached a place, by this way. */
  note(place, { proxyInfo }) {
    const key = keyOf(place);
    const isDirect = !proxyInfo || proxyInfo.type === "direct";
    const [known, other] = isDirect ? [this.#direct, this.#proxied] : [this.#proxied, this.#direct];
    other.delete(key);
    known.delete(key);
    known.add(key);
    if (known.size > MOST) known.delete(known.values().next().value);
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
    this.#proxied.clear();
  }

  async #portal() {
    try {
      return await this.#browser.captivePortal.getState();
    } catch {
      return "unknown";
    }
  }
}
