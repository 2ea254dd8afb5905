// The toolbar button: what the chain of the tab comes to, at a glance.

import { summary } from "./chains.js";

const LOOKS = {
  checking: { color: "#5b5b66", title: "titleChecking" },
  bad: { color: "#b00020", title: "titleBad" },
  good: { color: "#01663f", title: "titleGood" },
  neutral: { color: "#5b5b66", title: "titleNeutral" },
};

/** How long it waits before it shows a change, in milliseconds: the browser has better things to do in the middle of a hop. */
const DELAY = 60;

export class Badge {
  #browser;
  #words;
  /** What is to be shown soon, by tab. */
  #next = new Map();

  constructor(browser, words) {
    this.#browser = browser;
    this.#words = words;
  }

  show(tabId, chain, problem) {
    // A page in a sidebar is in no tab.
    if (tabId < 0) return;
    if (!this.#next.has(tabId)) setTimeout(() => this.#paint(tabId), DELAY);
    this.#next.set(tabId, { chain, problem });
  }

  #paint(tabId) {
    const { chain, problem } = this.#next.get(tabId);
    this.#next.delete(tabId);
    const state = summary(chain);
    const look = LOOKS[state];
    const text = { checking: "…", bad: "!", good: `✓${chain.hops.length + chain.dropped}`, neutral: problem ? "?" : "" }[state];
    const title = this.#words.say(problem && state === "neutral" ? "titleProblem" : look.title);
    // The tab may be gone by now.
    const quiet = () => {};
    this.#browser.browserAction.setBadgeText({ tabId, text }).catch(quiet);
    this.#browser.browserAction.setBadgeBackgroundColor({ tabId, color: look.color }).catch(quiet);
    this.#browser.browserAction.setBadgeTextColor({ tabId, color: "#ffffff" }).catch(quiet);
    this.#browser.browserAction.setTitle({ tabId, title }).catch(quiet);
  }
}
