// Stands at every navigation of every page and frame, and lets none pass to another host that a policy forbids.

import { locationOf, placeOf, redirectKinds } from "./places.js";
import { Step } from "./step.js";

/** Verdicts after which nobody may go on, whatever he wishes. */
const NEVER = new Set(["bogus", "keyMismatch", "badSignature"]);
/** How long a user may take over a page that stopped him, in milliseconds. */
const STOP_LIFE = 3_600_000;
const MOST_STOPS = 500;
/** How long he may take to send a form once more, in milliseconds. */
const PASS_LIFE = 120_000;

export class Guard {
  #browser;
  #sights;
  #gestures;
  #chains;
  #verifier;
  /** Hops under way, by the request's number. */
  #steps = new Map();
  /** What was stopped, by an unguessable word. */
  #stops = new Map();
  /** Hops that the user let pass once, as `tab origin destination`. */
  #passes = new Map();
  #openers = new Map();
  /** What the top frame of each tab shows, as its URL. */
  #documents = new Map();
  /** The word of the self-test's own request, and what to do when it is seen. */
  selfTest = null;

  constructor(browser, { sights, gestures, chains, verifier }) {
    this.#browser = browser;
    this.#sights = sights;
    this.#gestures = gestures;
    this.#chains = chains;
    this.#verifier = verifier;
  }

  listen() {
    const filter = { urls: ["http://*/*", "https://*/*"], types: ["main_frame", "sub_frame", "object"] };
    const { webRequest, webNavigation, tabs } = this.#browser;
    webRequest.onBeforeRequest.addListener((details) => this.#safely(details, () => this.#onRequest(details)), filter, ["blocking"]);
    webRequest.onBeforeSendHeaders.addListener(
      (details) => this.#safely(details, () => this.#onSending(details)), { ...filter, types: ["main_frame"] },
      ["blocking", "requestHeaders"]);
    webRequest.onHeadersReceived.addListener(
      (details) => this.#safely(details, () => this.#onHeaders(details)), filter, ["blocking", "responseHeaders"]);
    for (const end of [webRequest.onCompleted, webRequest.onErrorOccurred]) {
      end.addListener(({ requestId }) => {
        this.#steps.delete(requestId);
        this.#redirects.delete(requestId);
        this.#later.delete(requestId);
        this.#places.delete(requestId);
        this.#unnamed.delete(requestId);
      }, filter);
    }
    webNavigation.onCreatedNavigationTarget.addListener((details) => this.#openers.set(details.tabId, details.sourceTabId));
    tabs.onCreated.addListener((tab) => {
      if (tab.openerTabId !== undefined && !this.#openers.has(tab.id)) this.#openers.set(tab.id, tab.openerTabId);
    });
    tabs.onRemoved.addListener((tabId) => {
      this.#sights.forgetTab(tabId);
      this.#gestures.forgetTab(tabId);
      this.#chains.forgetTab(tabId);
      this.#openers.delete(tabId);
      this.#documents.delete(tabId);
      for (const pass of [...this.#passes.keys()]) {
        if (pass.startsWith(`${tabId} `)) this.#passes.delete(pass);
      }
    });
    // A page that came without a request, from the browser's own memory or from a script, was not led to by the last hop.
    webNavigation.onCommitted.addListener(({ tabId, frameId, url }) => {
      if (frameId !== 0 || url === "about:blank" || url.startsWith(this.#browser.runtime.getURL(""))) return;
      const { hops, checking } = this.#chains.of(tabId);
      if (checking === 0 && hops.length > 0 && !this.#leadsTo(hops, placeOf(url))) this.#chains.begin(tabId);
    });
  }

  #leadsTo(hops, place) {
    return Boolean(place) && hops.some((hop) => hop.destination === place.host || hop.origin === place.host);
  }

  /** A listener that fails must not open what is known to be closed. */
  async #safely(details, body) {
    try {
      return await body();
    } catch (error) {
      console.error(error);
      const step = this.#steps.get(details.requestId);
      const isKnown = step
        && this.#verifier.protections.demand(step.origin.host, step.destination.host, step.kinds, step.isPrivate);
      return isKnown ? { cancel: true } : {};
    }
  }

  async #onRequest(details) {
    if (this.selfTest && details.url === this.selfTest.url) {
      this.selfTest.seen();
      return { cancel: true };
    }
    const place = placeOf(details.url);
    if (!place) return {};
    const before = this.#places.get(details.requestId);
    this.#places.set(details.requestId, place);
    const later = this.#later.get(details.requestId);
    if (later) {
      this.#later.delete(details.requestId);
      if (place.host === later.origin.host) return {};
      return await this.#decide(this.#begin(details, { ...later, destination: place, url: details.url }));
    }
    const known = this.#steps.get(details.requestId);
    if (known) {
      if (!known.leadsTo(place)) {
        // Moved by the browser itself, as from http to https, or by another extension: the hop leads there now.
        if (place.host === known.origin.host) return {};
        return await this.#decide(this.#begin(details, { ...known, destination: place, url: details.url }));
      }
      return await this.#decide(known);
    }
    if (this.#redirects.delete(details.requestId)) return {};
    if (before) return await this.#onMoved(details, before, place);
    return await this.#onNavigation(details, place);
  }

  /** The same request at another place, and no answer was seen that said so: a service worker's, or another extension's. */
  async #onMoved(details, before, place) {
    if (before.host === place.host) return {};
    const kinds = details.type === "main_frame" ? ["redirect"] : ["redirect", "frame"];
    const sight = this.#sights.of(before, details);
    return await this.#decide(
      this.#begin(details, { origin: before, destination: place, kinds, originSight: sight, url: details.url }));
  }

  /** Where each request was last seen to go, by its number. */
  #places = new Map();
  /** Requests of whole pages that the browser names no origin for: the user's, or a page's without an origin of its own. */
  #unnamed = new Map();

  /** Hops by a 3xx answer whose way is known only when the browser takes it, by the request's number. */
  #later = new Map();
  /** Requests that a 3xx answer of the same host moved on. */
  #redirects = new Set();

  /** Somewhere a page, or the user, wants to go. */
  async #onNavigation(details, place) {
    const opener = details.type === "main_frame" ? this.#openers.get(details.tabId) : undefined;
    if (opener !== undefined) this.#openers.delete(details.tabId);
    if (details.type === "main_frame" && !details.originUrl) {
      this.#unnamed.set(details.requestId, opener);
      return {};
    }
    const named = [details.originUrl, details.documentUrl, ...(details.frameAncestors ?? []).map(({ url }) => url)];
    const originUrl = (details.type === "main_frame" ? [details.originUrl] : named).find((url) => placeOf(url ?? ""));
    return await this.#onLeaving(details, place, originUrl, opener);
  }

  /**
   * The browser is about to send a request. Where it named no origin, it now says whether a page led there: a document in a
   * sandbox has no origin of its own (Fetch Metadata, `Sec-Fetch-Site`: `none` is the user himself).
   */
  async #onSending(details) {
    if (!this.#unnamed.has(details.requestId)) return {};
    const opener = this.#unnamed.get(details.requestId);
    this.#unnamed.delete(details.requestId);
    const place = placeOf(details.url);
    const page = this.#documents.get(opener) ?? this.#documents.get(details.tabId);
    if (!place) return {};
    const site = details.requestHeaders?.find(({ name }) => name.toLowerCase() === "sec-fetch-site")?.value;
    // Not sent to hosts without TLS; there the page itself is asked.
    const isLed = site ? site !== "none" : page && (await this.#gestures.isHidden(opener ?? details.tabId, page));
    if (isLed && page) return await this.#onLeaving(details, place, page, opener);
    this.#chains.begin(details.tabId);
    return {};
  }

  /** A page leads the user on. */
  async #onLeaving(details, place, originUrl, opener) {
    const origin = placeOf(originUrl ?? "");
    if (!origin || origin.host === place.host) return {};
    const source = opener ?? details.tabId;
    if (source !== details.tabId) this.#chains.inherit(details.tabId, source);
    const sight = this.#sights.of(origin, { ...details, tabId: source });
    const kinds = await this.#gestures.kinds({ ...details, originUrl, tabId: source });
    return await this.#decide(
      this.#begin(details, { origin, destination: place, kinds, originSight: sight, url: details.url }));
  }

  async #onHeaders(details) {
    const place = placeOf(details.url);
    if (!place) return {};
    this.#verifier.ways.note(place, details);
    const sight = await this.#sight(details, place);
    const arrived = this.#steps.get(details.requestId);
    if (arrived?.leadsTo(place)) {
      const before = await arrived.result;
      const result = await arrived.confirm(sight, details);
      if (result !== before) this.#replace(arrived, before, result);
      if (result.stopped && !arrived.passed) return this.#stop(arrived, result, true);
    }
    const target = locationOf(details);
    if (target === null) {
      this.#gestures.noteRefresh(details);
      if (details.type === "main_frame" && details.statusCode !== 204) this.#documents.set(details.tabId, details.url);
      return {};
    }
    const destination = placeOf(target);
    if (!destination) return {};
    if (destination.host === place.host) {
      this.#redirects.add(details.requestId);
      return {};
    }
    // The answer is awaited where the browser asks for the destination.
    const parts = { origin: place, destination, kinds: redirectKinds(details), originSight: sight, url: target };
    if (await this.#verifier.ways.mayDiffer(destination)) this.#later.set(details.requestId, parts);
    else this.#begin(details, parts);
    return {};
  }

  async #sight(details, place) {
    if (place.scheme !== "https") return null;
    try {
      const ask = (rawDER) =>
        this.#browser.webRequest.getSecurityInfo(details.requestId, { certificateChain: true, rawDER });
      return await this.#sights.read(await ask(false), details, place, () => ask(true));
    } catch {
      return null;
    }
  }

  #begin(details, parts) {
    const step = new Step(
      this.#verifier,
      {
        origin: parts.origin, destination: parts.destination, kinds: parts.kinds, originSight: parts.originSight,
        url: parts.url, isPrivate: Boolean(details.incognito), method: details.method, tabId: details.tabId,
        frameId: details.frameId, inFrame: details.type !== "main_frame",
      },
      this.#verifier.ways.obstacle(details, parts.origin, parts.originSight));
    this.#steps.set(details.requestId, step);
    return step;
  }

  async #decide(step) {
    if (step.isDecided) return {};
    step.isDecided = true;
    this.#chains.check(step.tabId);
    const result = await step.result;
    this.#chains.add(step.tabId, result);
    if (!result.stopped) return {};
    const pass = `${step.tabId} ${step.origin.host} ${step.destination.host}`;
    const until = this.#passes.get(pass) ?? 0;
    this.#passes.delete(pass);
    if (!NEVER.has(result.verdict) && Date.now() < until) {
      step.passed = true;
      return {};
    }
    return this.#stop(step, result);
  }

  /** The browser saw another key than was judged before. */
  #replace(step, before, result) {
    const { hops } = this.#chains.of(step.tabId);
    const index = hops.lastIndexOf(before);
    if (index >= 0) hops[index] = result;
    this.#chains.update(step.tabId);
  }

  /** @param isLate whether the destination has had the request already */
  #stop(step, result, isLate = false) {
    const word = crypto.randomUUID();
    this.#stops.set(word, { step, result, isLate, at: Date.now() });
    for (const [old, stop] of this.#stops) {
      if (this.#stops.size <= MOST_STOPS && Date.now() - stop.at < STOP_LIFE) break;
      this.#stops.delete(old);
    }
    return { redirectUrl: this.#browser.runtime.getURL(`stopped/stopped.html?${word}`) };
  }

  /** What the page that stopped a user shows. */
  stopped(word, isTop) {
    const stop = this.#stops.get(word);
    if (!stop) return null;
    const { step, result, isLate } = stop;
    return {
      ...result, isLate, inFrame: step.inFrame, byForm: step.method !== "GET",
      mayGoOn: isTop && !step.inFrame && !NEVER.has(result.verdict),
    };
  }

  /** The user wants to go on once, knowing what was said. */
  async goOn(word, tabId) {
    const stop = this.#stops.get(word);
    if (!stop || stop.step.inFrame || NEVER.has(stop.result.verdict)) return false;
    const { step } = stop;
    this.#stops.delete(word);
    if (step.method !== "GET") {
      // A form cannot be sent again from here: the user goes back and sends it once more.
      this.#passes.set(`${tabId} ${step.origin.host} ${step.destination.host}`, Date.now() + PASS_LIFE);
      return true;
    }
    await this.#browser.tabs.update(tabId, { url: step.url, loadReplace: true });
    return true;
  }
}

