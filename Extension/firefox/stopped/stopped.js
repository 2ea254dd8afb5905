// What stands where a hop was stopped: names both hosts, leads back, and explains.

import { draw } from "../common/chain.js";
import { Words } from "../common/words.js";

const { language } = await browser.storage.local.get("language");
const words = await Words.load(language);
words.fill(document);

const at = (id) => document.getElementById(id);
const word = location.search.slice(1);
const stop = await browser.runtime.sendMessage({ type: "stopped", word });

if (!stop) {
  document.title = words.say("stopGone");
  at("gone").hidden = false;
} else {
  if (self !== top) document.body.classList.add("frame");
  document.title = words.say("stopTitle");
  at("title").textContent = words.say(stop.inFrame ? "stopFrameTitle" : "stopTitle");
  at("origin").textContent = stop.origin;
  at("destination").textContent = stop.destination;
  at("meaning").textContent = words.say(`stop_${stop.verdict}`, stop.origin, stop.destination);
  at("advice").textContent = words.say(
    stop.isLate ? "stopLateAdvice" : stop.inFrame ? "stopFrameAdvice" : "stopAdvice", stop.origin);
  draw(at("chain"), { hops: [stop] }, words);
  at("onward").hidden = !stop.mayGoOn;
  at("warning").textContent = words.say(stop.byForm ? "goOnForm" : "goOnWarning", stop.destination);
  at("main").hidden = false;
  at("back").focus();
}

at("back").addEventListener("click", async () => {
  if (history.length > 1) history.back();
  else await browser.tabs.remove((await browser.tabs.getCurrent()).id);
});
at("goOn").addEventListener("click", async () => {
  if ((await browser.runtime.sendMessage({ type: "goOn", word })) && stop.byForm) history.back();
});
