// Which certificate each host showed this browser.

import { base64, base64url, keyOf } from "./places.js";

/** How many hosts are remembered, of ordinary and of private windows each. */
const MOST = 2000;

export class Sights {
  #byPlace = [new Map(), new Map()];
  #byFrame = new Map();

  /** What security information says of a handshake; null where there was none, or where the browser itself does not trust it. */
  static read(info) {
    const leaf = info?.certificates?.[0];
    if (!leaf?.rawDER || info.state === "insecure" || info.state === "broken") return null;
    // Where the user made an exception the certificate is not valid, and its key proves nothing.
    if (info.isUntrusted || info.isDomainMismatch || info.isNotValidAtThisTime || info.overridableErrorCategory) return null;
    const root = info.certificates.at(-1);
    return {
      certificate: base64(leaf.rawDER),
      digest: base64url(leaf.subjectPublicKeyInfoDigest.sha256),
      isBuiltIn: Boolean(root.isBuiltInRoot),
      root: root.rawDER,
      rootName: root.subject,
    };
  }

  note(details, place, sight) {
    const known = this.#byPlace[details.incognito ? 1 : 0];
    const key = keyOf(place);
    known.delete(key);
    known.set(key, sight);
    if (known.size > MOST) known.delete(known.keys().next().value);
    this.#byFrame.set(`${details.tabId}:${details.frameId}`, { key, sight });
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
