// Draws a chain of hops: hosts as boxes, between them what was found of each step.

import { ALARMS } from "../background/chains.js";

export function draw(list, chain, words) {
  list.replaceChildren();
  chain.hops.forEach((hop, index) => {
    if (index === 0 || chain.hops[index - 1].destination !== hop.origin) list.append(host(hop.origin, hop.originKey, words));
    list.append(step(hop, words), host(hop.destination, hop.destinationKey, words));
  });
}

function host(name, key, words) {
  const item = element("li", "host");
  item.append(element("strong", "", name));
  if (key) item.append(element("code", "", words.say("key", key)));
  return item;
}

function step(hop, words) {
  const role = hop.verdict === "verified" ? "good" : hop.stopped || hop.unheeded || ALARMS.has(hop.verdict) ? "bad" : "open";
  const item = element("li", `hop ${role}`);
  const mark = element("span", "mark", { good: "✓", bad: "!", open: "?" }[role]);
  mark.ariaHidden = "true";
  item.append(mark, element("span", "verdict", verdictText(hop, words)));
  if (hop.why) item.append(element("span", "reason", words.say(`why_${hop.why.code}`, hop.why.detail)));
  if (hop.reason) item.append(element("span", "reason", hop.reason));
  for (const note of hop.notes ?? []) item.append(element("span", "reason", note));
  const kinds = hop.kinds.map((kind) => words.say(`kind_${kind}`)).join(", ");
  item.append(element("span", "meta", `${kinds} · ${age(hop.at, words)}`));
  return item;
}

export function verdictText(hop, words) {
  const text = words.say(`verdict_${hop.verdict}`);
  if (hop.unheeded) return `${text} ${words.say("notStopped")}`;
  return hop.stopped ? `${text} ${words.say("stoppedHere")}` : text;
}

function age(at, words) {
  const seconds = Math.max(Math.round(Date.now() / 1000 - at), 0);
  const [count, unit] = seconds < 60 ? [seconds, "second"] : seconds < 3600 ? [Math.round(seconds / 60), "minute"] : [Math.round(seconds / 3600), "hour"];
  return new Intl.RelativeTimeFormat(words.language, { numeric: "auto" }).format(-count, unit);
}

export function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}
