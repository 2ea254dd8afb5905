// Stands at every navigation of every page and frame, and lets none pass to another host that a policy forbids.

import { locationOf, placeOf, redirectKinds } from "./places.js";
import { Pages } from "./pages.js";
import { Step } from "./step.js";
import { Stops } from "./stops.js";
import { Trail } from "./trail.js";
import { Unnamed } from "./unnamed.js";

export class Guard {
  #browser;
  #sights;
  #gestures;
  #chains;
  #verifier;
  #habits;
  #pages = new Pages();
  /** By the request's number. */
  #trails = new Map();
  #unnamed;
  /** What was stopped. */
  stops;
  /** The word of the self-test's own request, and what to do when it is seen. */
  selfTest = null;

  constructor(browser, { sights, habits, gestures, chains, verifier }) {
    this.#browser = browser;
    this.#sights = sights;
    this.#habits = habits;
    this.#gestures = gestures;
    this.#chains = chains;
    this.#verifier = verifier;
    this.stops = new Stops(browser);
    this.#unnamed = new Unnamed(browser, (details) => this.#safely(details, (trail) => this.#onSending(details, trail)));
  }

  listen() {
    const filter = { urls: ["http://*/*", "https://*/*"], types: ["main_frame", "sub_frame", "object"] };
    const { webRequest, webNavigation, tabs } = this.#browser;
    webRequest.onBeforeRequest.addListener(
      (details) => this.#safely(details, (trail) => this.#onRequest(details, trail)), filter, ["blocking"]);
    webRequest.onHeadersReceived.addListener(
      (details) => this.#safely(details, (trail) => this.#onHeaders(details, trail)), filter, ["blocking", "responseHeaders"]);
    for (const end of [webRequest.onCompleted, webRequest.onErrorOccurred]) {
      end.addListener((details) => this.#forget(details), filter);
    }
    this.#pages.listen(this.#browser);
    tabs.onRemoved.addListener((tabId) => {
      for (const known of [this.#sights, this.#gestures, this.#chains, this.#pages, this.#unnamed, this.stops]) {
        known.forgetTab(tabId);
      }
    });
    // A page that came without a request, from the browser's own memory or from a script, was not led to by the last hop.
    webNavigation.onCommitted.addListener((details) => {
      const { tabId, frameId, url } = details;
      if (frameId !== 0 || url === "about:blank" || url.startsWith(this.#browser.runtime.getURL(""))) return;
      this.#onUnsent(details);
      if (!this.#chains.leadsTo(tabId, placeOf(url))) this.#chains.begin(tabId);
    });
  }

  /** A listener that fails must not open what is known to be closed. */
  async #safely(details, body) {
    const trail = this.#trails.get(details.requestId) ?? new Trail();
    this.#trails.set(details.requestId, trail);
    let answer;
    try {
      answer = await body(trail);
    } catch (error) {
      console.error(error);
      const { step } = trail;
      const isKnown = step
        && this.#verifier.protections.demand(step.origin.host, step.destination.host, step.kinds, step.isPrivate);
      answer = isKnown ? { cancel: true } : {};
    }
    // Of a request that is led away the browser tells no end.
    if (answer.cancel || answer.redirectUrl) this.#forget(details);
    return answer;
  }

  #forget({ requestId }) {
    this.#trails.delete(requestId);
    this.#unnamed.done(requestId);
  }

  async #onRequest(details, trail) {
    if (this.selfTest && details.url === this.selfTest.url) {
      this.selfTest.seen();
      return { cancel: true };
    }
    const place = placeOf(details.url);
    if (!place) return {};
    const answer = await this.#onPlace(details, trail, place);
    if (!answer.cancel && !answer.redirectUrl && !trail.unnamed) this.#lookAhead(details, trail, place);
    return answer;
  }

  /** A request goes to a place, the first time or moved on. */
  async #onPlace(details, trail, place) {
    const before = trail.place;
    trail.place = place;
    const known = trail.later ?? trail.step;
    if (known) {
      trail.later = null;
      if (known === trail.step && known.leadsTo(place)) return await this.#decide(known);
      // Moved by the browser itself, as from http to https, or by another extension: the hop leads there now.
      if (place.host === known.origin.host) return {};
      return await this.#decide(this.#begin(details, trail, { ...known, destination: place, url: details.url }));
    }
    if (before) return await this.#onMoved(details, trail, before, place);
    return await this.#onNavigation(details, trail, place);
  }

  /** Asks about the hop that this address led to before, while the answer is still to come. */
  async #lookAhead(details, trail, origin) {
    const habit = this.#habits.of(details);
    const originSight = habit && this.#sights.of(origin, details);
    if (!originSight || this.#verifier.isBusy || (await this.#verifier.ways.mayDiffer(habit.destination))) return;
    trail.ahead = this.#step(details, { ...habit, origin, originSight, url: null });
  }

  /** The same request elsewhere: moved by an answer of the same host, or unseen by a service worker or another extension. */
  async #onMoved(details, trail, origin, place) {
    if (origin.host === place.host) return {};
    const kinds = details.type === "main_frame" ? ["redirect"] : ["redirect", "frame"];
    const originSight = this.#sights.of(origin, details);
    return await this.#decide(
      this.#begin(details, trail, { origin, destination: place, kinds, originSight, url: details.url }));
  }

  /** Somewhere a page, or the user, wants to go. */
  async #onNavigation(details, trail, place) {
    const opener = details.type === "main_frame" ? this.#pages.takeOpener(details.tabId) : undefined;
    if (details.type === "main_frame" && !details.originUrl) {
      const page = this.#pages.of(opener) ?? this.#pages.of(details.tabId);
      const isHidden = page ? this.#gestures.isHidden(opener ?? details.tabId, page) : false;
      trail.unnamed = { details, opener, page, isHidden };
      await this.#unnamed.watch(trail.unnamed);
      return {};
    }
    const named = [details.originUrl, details.documentUrl, ...(details.frameAncestors ?? []).map(({ url }) => url)];
    const originUrl = (details.type === "main_frame" ? [details.originUrl] : named).find((url) => placeOf(url ?? ""));
    return await this.#onLeaving(details, trail, place, originUrl, opener);
  }

  /**
   * The browser is about to send a request. Where it named no origin, it now says whether a page led there: a document in a
   * sandbox has no origin of its own (Fetch Metadata, `Sec-Fetch-Site`: `none` is the user himself).
   */
  async #onSending(details, trail) {
    if (!trail.unnamed) return {};
    const { opener, page, isHidden } = trail.unnamed;
    trail.unnamed = null;
    this.#unnamed.sent(details);
    const place = placeOf(details.url);
    if (!place) return {};
    const site = details.requestHeaders?.find(({ name }) => name.toLowerCase() === "sec-fetch-site")?.value;
    // Not sent to hosts without TLS; there the page itself is asked.
    const isLed = site ? site !== "none" : await isHidden;
    if (isLed && page) return await this.#onLeaving(details, trail, place, page, opener);
    this.#chains.begin(details.tabId);
    this.#lookAhead(details, trail, place);
    return {};
  }

  /**
   * A page is shown of which the browser never said what it sent for it: the destination's own service worker answered, which an
   * earlier visit left. If the page before may lead on without a name, it did, unless the user says where he goes.
   */
  async #onUnsent(shown) {
    const unsent = this.#unnamed.takeUnsent(shown);
    if (!unsent || !(await unsent.isHidden)) return;
    const { details, page, opener } = unsent;
    const answer = await this.#safely(details, (trail) => this.#onLeaving(details, trail, placeOf(shown.url), page, opener));
    this.#forget(details);
    if (answer.redirectUrl) await this.#browser.tabs.update(shown.tabId, { url: answer.redirectUrl }).catch(() => {});
  }

  /** A page leads the user on. */
  async #onLeaving(details, trail, place, originUrl, opener) {
    const origin = placeOf(originUrl ?? "");
    if (!origin || origin.host === place.host) return {};
    const source = opener ?? details.tabId;
    if (source !== details.tabId) this.#chains.inherit(details.tabId, source);
    const originSight = this.#sights.of(origin, { ...details, tabId: source });
    const kinds = await this.#gestures.kinds({ ...details, originUrl, tabId: source });
    return await this.#decide(
      this.#begin(details, trail, { origin, destination: place, kinds, originSight, url: details.url }));
  }

  async #onHeaders(details, trail) {
    const place = placeOf(details.url);
    if (!place) return {};
    this.#verifier.ways.note(place, details);
    const known = this.#sights.of(place, details);
    const seeing = this.#sight(details, place);
    const { step } = trail;
    if (step?.leadsTo(place)) {
      const before = await step.result;
      const result = await step.confirm(seeing, details);
      if (result !== before) this.#chains.replace(step.tabId, before, result);
      if (result.stopped && !step.isPassed) return { redirectUrl: this.stops.add(step, result, true) };
    }
    const target = locationOf(details);
    const destination = target === null ? null : placeOf(target);
    const isHop = destination !== null && destination.host !== place.host;
    if (isHop) return await this.#onRedirect(details, trail, { origin: place, destination, known, seeing, url: target });
    this.#habits.learn(details, null);
    trail.ahead = null;
    if (target === null) {
      this.#gestures.noteRefresh(details);
      this.#pages.note(details);
      // A page may lead on as soon as it is there.
      await seeing;
    }
    return {};
  }

  /** A 3xx answer leads to another host. Its verdict is awaited where the browser asks for the destination. */
  async #onRedirect(details, trail, { origin, destination, known, seeing, url }) {
    const kinds = redirectKinds(details);
    const { ahead } = trail;
    trail.ahead = null;
    this.#habits.learn(details, null);
    // Until what the origin showed has been read, what it showed before is taken for it.
    const parts = { origin, destination, kinds, originSight: known, seeing, url };
    if (await this.#verifier.ways.mayDiffer(destination)) trail.later = parts;
    else {
      if (ahead?.isFor(parts)) trail.step = ahead.goOn(parts, details);
      else this.#begin(details, trail, parts);
      // Only who has agreed with this host will hear from us before anybody goes there.
      trail.step.result.then(({ verdict }) => {
        if (verdict === "verified") this.#habits.learn(details, { destination, kinds });
      });
    }
    // The browser tells more of an answer only as long as it has not taken it.
    if (!known) await seeing;
    return {};
  }

  async #sight(details, place) {
    if (place.scheme !== "https") return null;
    try {
      return await this.#sights.read((certificateChain) =>
        this.#browser.webRequest.getSecurityInfo(details.requestId, { certificateChain, rawDER: true }), details, place);
    } catch {
      return null;
    }
  }

  #begin(details, trail, parts) {
    trail.step = this.#step(details, parts);
    return trail.step;
  }

  #step(details, { origin, destination, kinds, originSight, seeing, url }) {
    return new Step(
      this.#verifier,
      {
        origin, destination, kinds, originSight, seeing, url, isPrivate: Boolean(details.incognito),
        method: details.method, tabId: details.tabId, frameId: details.frameId, inFrame: details.type !== "main_frame",
      },
      details);
  }

  async #decide(step) {
    if (step.isDecided) return {};
    step.isDecided = true;
    this.#chains.check(step.tabId);
    const result = await step.result;
    this.#chains.add(step.tabId, result);
    if (!result.stopped) return {};
    if (this.stops.takePass(step, result)) {
      step.isPassed = true;
      return {};
    }
    return { redirectUrl: this.stops.add(step, result) };
  }
}
