// Which certificate each host showed this browser.

import { base64, base64url, keyOf } from "./places.js";

/** How many hosts are remembered, of ordinary and of private windows each. */
const MOST = 2000;

export class Sights {
  #byPlace = [new Map(), new Map()];
  #byFrame = new Map();

  /**
   * What security information says of a handshake; null where there was none, or where the browser itself does not trust it.
   *
   * @param ask gives security information, with the whole chain or with the leaf alone, which is quicker
   */
  async read(ask, details, place) {
    const before = this.#byPlace[details.incognito ? 1 : 0].get(keyOf(place));
    const info = await ask(!before);
    const leaf = info?.certificates?.[0];
    if (!leaf || info.state === "insecure" || info.state === "broken") return null;
    // Where the user made an exception the certificate is not valid, and its key proves nothing.
    if (info.isUntrusted || info.isDomainMismatch || info.isNotValidAtThisTime || info.overridableErrorCategory) return null;
    const digest = base64url(leaf.subjectPublicKeyInfoDigest.sha256);
    if (before?.digest === digest) {
      this.note(details, place, before);
      return before;
    }
    const root = before ? await this.#laterRoot(ask) : rootOf(info);
    const sight = { digest, certificate: base64(leaf.rawDER), ...(root ?? { isBuiltIn: true }) };
    // Without its root it holds for this hop alone.
    if (root) this.note(details, place, sight);
    return sight;
  }

  /** The root of a key that is new where another was known; null where the browser has gone on and says no more. */
  async #laterRoot(ask) {
    try {
      return rootOf(await ask(true));
    } catch {
      return null;
    }
  }

  note(details, place, sight) {
    const known = this.#byPlace[details.incognito ? 1 : 0];
    const key = keyOf(place);
    known.delete(key);
    known.set(key, sight);
    if (known.size > MOST) known.delete(known.keys().next().value);
    this.#byFrame.set(`${details.tabId}:${details.frameId}`, { key, sight });
    if (this.#byFrame.size > MOST) this.#byFrame.delete(this.#byFrame.keys().next().value);
  }

  /** What a page's host showed: in its own frame, else the last time that it was reached. */
  of(place, { tabId, frameId, incognito }) {
    const key = keyOf(place);
    for (const frame of [`${tabId}:${frameId}`, `${tabId}:0`]) {
      const known = this.#byFrame.get(frame);
      if (known?.key === key) return known.sight;
    }
    return this.#byPlace[incognito ? 1 : 0].get(key) ?? null;
  }

  forgetTab(tabId) {
    for (const frame of [...this.#byFrame.keys()]) {
      if (frame.startsWith(`${tabId}:`)) this.#byFrame.delete(frame);
    }
  }

  forgetPrivate() {
    this.#byPlace[1].clear();
  }
}

function rootOf({ certificates }) {
  const root = certificates.at(-1);
  return {
    isBuiltIn: Boolean(root.isBuiltInRoot), rootDigest: fingerprint(root.fingerprint?.sha256), rootName: root.subject,
  };
}

/** Firefox writes a digest as hexadecimal octets with colons. */
function fingerprint(text) {
  if (!text) return null;
  return base64url(btoa(String.fromCharCode(...text.split(":").map((octet) => parseInt(octet, 16)))));
}
