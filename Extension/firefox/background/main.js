// Puts the extension together.

import { Badge } from "./badge.js";
import { Chains } from "./chains.js";
import { Gestures } from "./gestures.js";
import { Guard } from "./guard.js";
import { HOST_NAME, NativeHost } from "./host.js";
import { Protections } from "./protections.js";
import { selfTest } from "./selftest.js";
import { Sights } from "./sights.js";
import { Verifier } from "./verifier.js";
import { Ways } from "./ways.js";
import { Words } from "../common/words.js";

const host = new NativeHost(() => browser.runtime.connectNative(HOST_NAME));
const sights = new Sights();
const gestures = new Gestures(browser);
const protections = new Protections(browser.storage.local);
const ways = new Ways(browser);
const verifier = new Verifier(host, ways, protections);
const health = { listener: "untested", host: null, hostProblem: null };
let badge = null;

const showBadge = (tabId) => badge?.show(tabId, chains.of(tabId), health.hostProblem !== null || health.listener === "silent");
const chains = new Chains(showBadge);
const guard = new Guard(browser, { sights, gestures, chains, verifier });

// Listening begins at once: what is loaded below is waited for where it is needed.
guard.listen();
async function greet() {
  try {
    health.host = await host.ask("hello", { resolver: ways.resolver });
    ways.roots = new Set(health.host.roots);
    health.hostProblem = null;
  } catch (error) {
    health.host = null;
    health.hostProblem = { code: error.code ?? "internal", message: error.message };
  }
}

async function loadSettings() {
  const { language, resolver } = await browser.storage.local.get(["language", "resolver"]);
  ways.resolver = resolver ?? "";
  badge = new Badge(browser, await Words.load(language));
}

/** What the extension's own pages may ask. Nothing else is answered but a page's word about a gesture. */
const questions = {
  chain: async ({ tabId }) => ({ chain: chains.of(tabId), health }),
  stopped: async ({ word }, sender) => guard.stopped(word, sender.frameId === 0),
  goOn: async ({ word }, sender) => sender.frameId === 0 && guard.goOn(word, sender.tab.id),
  sites: async () => protections.list(),
  page: async ({ page }) => (await host.ask("page", { page })).html,
  health: async () => {
    await test();
    return health;
  },
  settings: async ({ resolver, language }) => {
    await browser.storage.local.set({ resolver, language });
    await loadSettings();
    await greet();
    return health;
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
  try {
    health.host = await host.ask("path", { resolver: ways.resolver });
  } catch {
    // The next question will say so.
  }
}

// The browser forgets a tab's badge whenever another page comes into it.
browser.tabs.onUpdated.addListener((tabId) => showBadge(tabId), { properties: ["status", "url"] });
addEventListener("online", lookAgain);
browser.captivePortal.onStateChanged.addListener(lookAgain);
browser.windows.onRemoved.addListener(async () => {
  const left = await browser.windows.getAll();
  if (left.some((window) => window.incognito)) return;
  sights.forgetPrivate();
  protections.forgetPrivate();
});

async function test() {
  health.listener = (await selfTest(guard)) ? "works" : "silent";
  if (!health.host) await greet();
}

await Promise.all([protections.load(), loadSettings()]);
await test();
