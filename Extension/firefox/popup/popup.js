// The popup: the chain that led to this tab, as a picture.

import { summary } from "../background/chains.js";
import { draw, element } from "../common/chain.js";
import { Words } from "../common/words.js";

const { language } = await browser.storage.local.get("language");
const words = await Words.load(language);
words.fill(document);

/** The tab that is meant: the one in front, or that of the address. */
async function tabMeant() {
  const named = Number(new URLSearchParams(location.search).get("tab"));
  return named || (await browser.tabs.query({ active: true, currentWindow: true }))[0].id;
}

const { chain, health } = await browser.runtime.sendMessage({ type: "chain", tabId: await tabMeant() });
const state = summary(chain);
const headline = document.getElementById("headline");
headline.textContent = words.say(chain.hops.length ? `headline_${state}` : `headline_none`);
headline.className = { good: "good", bad: "bad" }[state] ?? "";
document.getElementById("explanation").textContent = words.say(chain.hops.length ? `explain_${state}` : "explain_none");
draw(document.getElementById("chain"), chain, words);

const problem = document.getElementById("problem");
if (health.listener === "silent") problem.textContent = words.say("problemListener");
else if (health.hostProblem) problem.textContent = words.say("problemHost", health.hostProblem.message);
problem.hidden = problem.textContent === "";

// Where the browser does not let Warifu do all that it is for.
const limits = document.getElementById("limits");
limits.append(...health.limits.map((limit) => element("p", "", words.say(limit))));
limits.hidden = limits.childElementCount === 0;

const exporting = document.getElementById("export");
exporting.hidden = chain.hops.length === 0;
exporting.addEventListener("click", async () => {
  const steps = chain.hops.map((hop) => ({
    origin: hop.origin, destination: hop.destination, kinds: hop.kinds, verdict: hop.verdict, reason: hop.reason ?? undefined,
    stopped: hop.stopped, originKey: hop.originKey ?? undefined, destinationKey: hop.destinationKey ?? undefined, at: hop.at,
    notes: [...(hop.why ? [words.say(`why_${hop.why.code}`, hop.why.detail)] : []), ...(hop.unheeded ? [words.say("notStopped")] : []), ...(hop.notes ?? [])],
  }));
  try {
    const html = await browser.runtime.sendMessage({ type: "page", page: { language: words.language, steps } });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([html], { type: "text/html" }));
    link.download = "warifu-chain.html";
    link.click();
  } catch (error) {
    problem.textContent = words.say("problemHost", error.message);
    problem.hidden = false;
  }
});
document.getElementById("settings").addEventListener("click", () => browser.runtime.openOptionsPage());
