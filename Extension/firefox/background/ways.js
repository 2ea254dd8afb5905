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
  /** What the browser said of a captive portal and of its proxy, until it says that they changed. */
  #portal = null;
  #settings = null;
  /** Whether the browser found no address by HTTPS since the network changed. */
  #isPlain = true;
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
    this.#portal ??= this.#ask(() => this.#browser.captivePortal.getState());
    if ((await this.#portal) === "locked_portal") return { code: "captivePortal", detail: "" };
    return null;
  }

  /**
   * Addresses of a destination, as the browser itself finds them: it is about to go there anyway.
   * Says so where it asks by HTTPS (DoH), which no one else may then ask in the clear.
   */
  async addresses(host, origin) {
    const found = isLiteral(host) ? null : await this.#lookup(host);
    if (found) return found;
    // How the browser asks it says only with an answer: the origin has one.
    const { obstacle } = (await this.#lookup(origin)) ?? { obstacle: null };
    return { addresses: [], obstacle };
  }

  /** Whether a host's addresses are at hand, or asked for. */
  knows(host) {
    return isLiteral(host) || this.#fresh(host) !== null;
  }

  /**
   * Whether the browser is known to ask for names by no other way than this machine does: this host's it has just asked for so,
   * and so it has every other since the network changed. Names that no resolver by HTTPS is asked for say nothing.
   */
  async asksPlainly(host) {
    if (this.resolver) return true;
    const isPublic = host.includes(".") && !/(^|\.)(local|localhost|internal|home\.arpa)$/.test(host);
    return isPublic && Boolean((await this.#fresh(host))?.isPlain) && this.#isPlain;
  }

  #fresh(host) {
    const known = this.#found.get(host);
    return known && Date.now() - known.at < ADDRESSES_LIFE ? known.answer : null;
  }

  async #lookup(host) {
    const known = this.#fresh(host);
    if (known) return await known;
    const answer = this.#resolve(host);
    this.#found.delete(host);
    this.#found.set(host, { at: Date.now(), answer });
    if (this.#found.size > MOST) this.#found.delete(this.#found.keys().next().value);
    return await answer;
  }

  async #resolve(host) {
    try {
      const found = await this.#browser.dns.resolve(host);
      if (found.isTRR) this.#isPlain = false;
      const secret = found.isTRR && !this.resolver;
      return {
        addresses: found.addresses ?? [], obstacle: secret ? { code: "doh", detail: "" } : null,
        isPlain: found.isTRR === false,
      };
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
    remember(known, key);
    // How the browser asks for names is to be known before a hop from here is looked at.
    if (isDirect && !isLiteral(place.host)) this.#lookup(place.host);
  }

  /** Whether a place may be reached by another way than this one: then nothing is asked before that is known. */
  async mayDiffer(place) {
    if (this.#direct.has(keyOf(place))) return false;
    this.#settings ??= this.#ask(() => this.#browser.proxy.settings.get({}));
    return ((await this.#settings)?.value.proxyType ?? "none") !== "none";
  }

  /** Another network, or other settings: what was found before is worth nothing. */
  forget() {
    this.#found.clear();
    this.#direct.clear();
    this.#proxied.clear();
    this.#isPlain = true;
    this.#portal = null;
    this.#settings = null;
  }

  /** What the browser says; null where it does not know of such a thing. */
  async #ask(question) {
    try {
      return await question();
    } catch {
      return null;
    }
  }
}

const isLiteral = (host) => /^[\d.]+$/.test(host) || host.startsWith("[");

function remember(known, key) {
  known.delete(key);
  known.add(key);
  if (known.size > MOST) known.delete(known.values().next().value);
}
