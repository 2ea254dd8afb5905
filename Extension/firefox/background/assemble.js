// Puts the extension together, in whichever browser.

import { Badge } from "./badge.js";
import { Chains } from "./chains.js";
import { Gestures } from "./gestures.js";
import { Guard } from "./guard.js";
import { Habits } from "./habits.js";
import { HOST_NAME, NativeHost } from "./host.js";
import { Protections } from "./protections.js";
import { Sights } from "./sights.js";
import { Verifier } from "./verifier.js";
import { Ways } from "./ways.js";
import { Words } from "../common/words.js";

/**
 * Begins to listen at once; `start` loads what is kept.
 *
 * @param browser as Firefox has it
 * @param test tries with a guard whether the browser asks it
 * @param state what that found: `{listener, limits, untold}`, the latter two keys of words for what the browser does not let the
 *   extension do, and for what it does not tell
 */
export function assemble(browser, {
  test, state, sights = new Sights(), makeChains = (changed) => new Chains(changed),
  makeVerifier = (...parts) => new Verifier(...parts),
}) {
  const host = new NativeHost(() => browser.runtime.connectNative(HOST_NAME));
  const gestures = new Gestures(browser);
  const habits = new Habits();
  const protections = new Protections(browser.storage.local);
  const ways = new Ways(browser);
  const verifier = makeVerifier(host, ways, protections);
  const found = { host: null, hostProblem: null };
  const health = () => ({ ...found, ...state() });
  let badge = null;

  const showBadge = (tabId) =>
    badge?.show(tabId, chains.of(tabId), found.hostProblem !== null || state().listener === "silent");
  const chains = makeChains(showBadge);
  const guard = new Guard(browser, { sights, habits, gestures, chains, verifier });
  guard.listen();

  /** @param question `hello`, or `path` where the network may be another one */
  async function greet(question = "hello") {
    try {
      found.host = await host.ask(question, { resolver: ways.resolver });
      ways.roots = new Set(found.host.roots);
      found.hostProblem = null;
    } catch (error) {
      found.host = null;
      found.hostProblem = { code: error.code ?? "internal", message: error.message };
    }
  }

  async function loadSettings() {
    const { language, resolver } = await browser.storage.local.get(["language", "resolver"]);
    ways.resolver = resolver ?? "";
    badge = new Badge(browser, await Words.load(language));
  }

  async function testAll() {
    await Promise.all([test(guard), greet()]);
  }

  /** What the extension's own pages may ask. Nothing else is answered but a page's word about a gesture. */
  const questions = {
    chain: async ({ tabId }) => ({ chain: chains.of(tabId), health: health() }),
    stopped: async ({ word }, sender) => guard.stops.describe(word, sender.frameId === 0),
    goOn: async ({ word }, sender) => sender.frameId === 0 && guard.stops.goOn(word, sender.tab.id),
    sites: async () => protections.list(),
    page: async ({ page }) => (await host.ask("page", { page })).html,
    health: async () => {
      await testAll();
      return health();
    },
    settings: async ({ resolver, language }) => {
      await browser.storage.local.set({ resolver, language });
      await loadSettings();
      await greet();
      return health();
    },
  };

  browser.runtime.onMessage.addListener((message, sender) => {
    if (message?.type === "gesture") {
      gestures.note(message, sender);
      return undefined;
    }
    if (!sender.url?.startsWith(browser.runtime.getURL(""))) return undefined;
    const answer = Object.hasOwn(questions, message?.type) ? questions[message.type] : null;
    return answer ? answer(message, sender) : undefined;
  });

  async function lookAgain() {
    ways.forget();
    verifier.forget();
    await greet("path");
  }

  // Browsers empty a tab's badge with every new page.
  for (const event of [browser.webNavigation.onCommitted, browser.webNavigation.onErrorOccurred]) {
    event.addListener(({ tabId, frameId }) => {
      if (frameId === 0) showBadge(tabId);
    });
  }
  addEventListener("online", lookAgain);
  browser.windows.onRemoved.addListener(async () => {
    const left = await browser.windows.getAll();
    if (left.some((window) => window.incognito)) return;
    sights.forgetPrivate();
    habits.forgetPrivate();
    protections.forgetPrivate();
    // Where there is no host there is no memory either.
    host.ask("forgetPrivate", {}).catch(() => {});
  });

  return {
    lookAgain,
    async start() {
      await Promise.all([protections.load(), loadSettings()]);
      await testAll();
    },
  };
}
