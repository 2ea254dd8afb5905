// The chain of hops that led to what a tab shows.

/** Verdicts that speak of something wrong, not only of something missing. */
export const ALARMS = new Set([
  "keyMismatch", "badSignature", "notYetValid", "expired", "notMutual", "malformed", "noKey", "bogus",
]);
/** The most hops that are kept of one chain; of a longer one the last. */
const MOST = 50;

export class Chains {
  #byTab = new Map();
  #changed;

  /** @param changed called with a tab's number when its chain is another one */
  constructor(changed) {
    this.#changed = changed;
  }

  of(tabId) {
    return this.#byTab.get(tabId) ?? { hops: [], checking: 0, dropped: 0 };
  }

  /** The user went somewhere by himself. */
  begin(tabId) {
    const chain = this.#byTab.get(tabId);
    if (!chain) return;
    this.#byTab.delete(tabId);
    this.#changed(tabId);
  }

  /** A tab that another one opened goes on with that one's chain. */
  inherit(tabId, from) {
    const chain = this.#byTab.get(from);
    if (chain && !this.#byTab.has(tabId)) this.#byTab.set(tabId, { ...chain, hops: [...chain.hops], checking: 0 });
  }

  check(tabId) {
    this.#chain(tabId).checking += 1;
    this.#changed(tabId);
  }

  /** Takes a hop's result in. */
  add(tabId, hop) {
    const chain = this.#chain(tabId);
    chain.checking = Math.max(chain.checking - 1, 0);
    // A reload, or a step in the history, comes by the hop that led here once more.
    const last = chain.hops.at(-1);
    if (last?.origin === hop.origin && last.destination === hop.destination) chain.hops.pop();
    chain.hops.push(hop);
    if (chain.hops.length > MOST) {
      chain.hops.shift();
      chain.dropped += 1;
    }
    this.#changed(tabId);
  }

  /** The browser saw another key than was judged before. */
  replace(tabId, before, hop) {
    const { hops } = this.of(tabId);
    const index = hops.lastIndexOf(before);
    if (index >= 0) hops[index] = hop;
    this.#changed(tabId);
  }

  /** Whether a tab's chain has this place at one of its ends, or may yet have it. */
  leadsTo(tabId, place) {
    const { hops, checking } = this.of(tabId);
    return checking > 0 || hops.length === 0
      || (Boolean(place) && hops.some((hop) => hop.destination === place.host || hop.origin === place.host));
  }

  forgetTab(tabId) {
    this.#byTab.delete(tabId);
  }

  #chain(tabId) {
    let chain = this.#byTab.get(tabId);
    if (!chain) {
      chain = { hops: [], checking: 0, dropped: 0 };
      this.#byTab.set(tabId, chain);
    }
    return chain;
  }
}

/** What a chain comes to: `checking`, `bad`, `good` or `neutral`. */
export function summary(chain) {
  if (chain.checking > 0) return "checking";
  if (chain.hops.some((hop) => hop.stopped || hop.unheeded || ALARMS.has(hop.verdict))) return "bad";
  if (chain.hops.length > 0 && chain.hops.every((hop) => hop.verdict === "verified")) return "good";
  return "neutral";
}
