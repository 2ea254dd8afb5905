// Settings, the state of the installation, and what is known of sites.

import { element } from "../common/chain.js";
import { Words } from "../common/words.js";

const at = (id) => document.getElementById(id);
const kept = await browser.storage.local.get(["language", "resolver"]);
let words = await Words.load(kept.language);

function showState(health) {
  const lines = [];
  if (health.listener === "works") lines.push(["good", words.say("stateListener")]);
  if (health.listener === "silent") lines.push(["bad", words.say("problemListener")]);
  for (const limit of [...health.limits, ...health.untold]) lines.push(["open", words.say(limit)]);
  if (health.host) {
    lines.push(["good", words.say("stateHost", health.host.version)]);
    const path = health.host.path;
    const text = words.say(`statePath_${path}`, health.host.resolver, health.host.reason ?? "");
    lines.push([path === "validates" ? "good" : "bad", text]);
    for (const note of health.host.notes) lines.push(["bad", note]);
  } else {
    lines.push(["bad", words.say("problemHost", health.hostProblem?.message ?? "")]);
  }
  at("state").replaceChildren(...lines.map(([role, text]) => element("li", role, text)));
}

async function showSites() {
  const sites = await browser.runtime.sendMessage({ type: "sites" });
  const rows = sites.map(({ role, host, kinds, until }) => {
    const row = element("tr");
    const rule = words.say(`rule_${role}`, kinds.map((kind) => words.say(`kind_${kind}`)).join(", "));
    row.append(element("td", "", host), element("td", "", rule), element("td", "", new Date(until * 1000).toLocaleDateString(words.language)));
    return row;
  });
  at("sites").tBodies[0].replaceChildren(...rows);
}

async function show() {
  words.fill(document);
  showState(await browser.runtime.sendMessage({ type: "health" }));
  await showSites();
}

at("resolver").value = kept.resolver ?? "";
at("language").value = kept.language ?? "";
at("test").addEventListener("click", show);
at("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const settings = { resolver: at("resolver").value.trim(), language: at("language").value };
  const health = await browser.runtime.sendMessage({ type: "settings", ...settings });
  words = await Words.load(settings.language);
  await show();
  at("saved").textContent = words.say(health.hostProblem ? "notSaved" : "saved", health.hostProblem?.message ?? "");
});
await show();
