// What a user did on a page just before it was left. The pages' own content script says it.

import { refreshTarget } from "./places.js";

/** How long ago it may be, in milliseconds: a browser's own span of a user's activation. */
const SPAN = 5000;
/** How long a page may take to answer. */
const PATIENCE = 150;
const MOST = 200;

export class Gestures {
  #browser;
  #recent = [];
  #refreshes = new Map();

  constructor(browser) {
    this.#browser = browser;
  }

  /** A page says that the user activated a link or sent a form. */
  note(report, sender) {
    if (!["link", "form"].includes(report.kind)) return;
    this.#recent.push({ kind: report.kind, url: String(report.url), page: String(report.page), at: Date.now(), tabId: sender.tab?.id });
    if (this.#recent.length > MOST) this.#recent.shift();
  }

  /** A page's answer had a `Refresh` header. */
  noteRefresh(details) {
    const field = details.responseHeaders?.find((header) => header.name.toLowerCase() === "refresh");
    const frame = `${details.tabId}:${details.frameId}`;
    const target = field ? refreshTarget(field.value, details.url) : null;
    this.#refreshes.delete(frame);
    if (target) this.#refreshes.set(frame, target);
    if (this.#refreshes.size > MOST) this.#refreshes.delete(this.#refreshes.keys().next().value);
  }

  forgetTab(tabId) {
    for (const frame of [...this.#refreshes.keys()]) {
      if (frame.startsWith(`${tabId}:`)) this.#refreshes.delete(frame);
    }
  }

  /** The kinds of a hop that no 3xx answer made. Where nothing is known, the one that is covered most often. */
  async kinds(details) {
    const kinds = [];
    if (details.type !== "main_frame") kinds.push("frame");
    if (details.method === "POST") return [...kinds, "form"];
    // The page around a frame says where the frame goes; a document in it that goes elsewhere leads as a whole page does.
    const isPut = kinds.length > 0 && originOf(details.originUrl) === originOf(details.documentUrl);
    return isPut ? kinds : [...kinds, await this.#lead(details)];
  }

  /** How a document led the user on. */
  async #lead(details) {
    if (this.#refreshes.get(`${details.tabId}:${details.frameId}`) === details.url) return "redirect";
    return this.#reported(details) ?? (await this.#asked(details)) ?? "redirect";
  }

  #reported(details) {
    // A page may have changed its own address since it was loaded, but not its origin.
    const page = originOf(details.originUrl);
    const found = this.#recent.findLast((report) =>
      Date.now() - report.at < SPAN && report.tabId === details.tabId && originOf(report.page) === page
        && sameTarget(report, details.url));
    return found?.kind;
  }

  /** Whether a tab's page, or a frame that may replace it, is in a sandbox and so goes unnamed by the browser. */
  async isHidden(tabId, page) {
    return (await this.#ask(tabId, { type: "hidden?", origin: originOf(page) })) === true;
  }

  async #ask(tabId, message) {
    const question = this.#browser.tabs.sendMessage(tabId, message).catch(() => null);
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
    return await Promise.race([question, late]);
  }

  async #asked(details) {
    const answer = await this.#ask(
      details.tabId, { type: "gesture?", origin: originOf(details.originUrl), url: details.url });
    return ["link", "form", "redirect"].includes(answer) ? answer : null;
  }
}

const plain = (url) => String(url ?? "").split("#")[0];

function originOf(url) {
  try {
    return new URL(url).origin;
  } catch {
    return null;
  }
}

/** A form's answer may carry its fields in the query, which its action does not have. */
function sameTarget(report, url) {
  if (plain(report.url) === plain(url)) return true;
  return report.kind === "form" && plain(report.url).split("?")[0] === plain(url).split("?")[0];
}
