// Asks the native host about hops, and says what holds where it cannot be asked.

import { HostError } from "./host.js";

/** Ways on which only the DNS is concerned, by the host's word for them. */
const PATHS = new Set(["stripsDNSSEC", "wrongClock"]);

/** How long an answer may be on its way before the same is asked anew, in milliseconds. */
const TOGETHER = 1000;
/** From so many questions under way on, nothing is asked ahead. */
const BUSY = 16;

export class Verifier {
  /** What the host has not answered yet, by question. */
  #asked = new Map();

  constructor(host, ways, protections) {
    this.host = host;
    this.ways = ways;
    this.protections = protections;
  }

  /** Has the host look up what needs no address, where the browser's own lookup may take a while. */
  async #prepare({ origin, destination, isPrivate }) {
    if (this.isBusy || this.ways.knows(destination.host) || !(await this.ways.asksPlainly(origin.host))) return;
    const question = { origin, destination, private: isPrivate, resolver: this.ways.resolver };
    // What fails here fails again where it is awaited.
    this.host.ask("prepare", question).catch(() => {});
  }

  /** Whether so much is asked that nothing should be that need not be. */
  get isBusy() {
    return this.#asked.size >= BUSY;
  }

  /** Another network: what is asked on the old one is no answer for this. */
  forget() {
    this.#asked.clear();
  }

  /** Many tabs may ask the same at once, as when they are opened again: then one answer is for all of them. */
  async #ask(question) {
    const key = JSON.stringify(question);
    const known = this.#asked.get(key);
    if (known && Date.now() - known.at < TOGETHER) return await known.answer;
    const asked = { at: Date.now(), answer: this.host.ask("verify", question) };
    this.#asked.set(key, asked);
    try {
      return await asked.answer;
    } finally {
      if (this.#asked.get(key) === asked) this.#asked.delete(key);
    }
  }

  /**
   * @param sight what the destination showed the browser; null where it is still to be reached
   * @param obstacle why nothing can be asked beside the browser; null where it can
   */
  async verify(step, sight, obstacle) {
    // Anybody on the way can feign a sign-in page; that must not let a protected hop pass.
    const isFeigned = obstacle?.code === "captivePortal"
      && this.protections.demand(step.origin.host, step.destination.host, step.kinds, step.isPrivate);
    if (obstacle && !isFeigned) return neutral(obstacle);
    const destination = { ...step.destination };
    if (sight) {
      destination.certificate = sight.certificate;
    } else {
      this.#prepare(step);
      const found = await this.ways.addresses(step.destination.host, step.origin.host);
      if (found.obstacle) return neutral(found.obstacle);
      destination.addresses = found.addresses;
    }
    const origin = { ...step.origin, certificate: step.originSight?.certificate };
    try {
      const reply = await this.#ask({
        origin, destination, kinds: step.kinds, private: step.isPrivate, resolver: this.ways.resolver,
      });
      this.protections.learn(step.origin.host, step.destination.host, reply, step.isPrivate);
      const { verdict, reason, stopped, fresh, originKey, destinationKey } = reply.hop;
      const path = PATHS.has(reply.path) ? { code: reply.path, detail: reply.pathReason ?? "" } : null;
      return {
        verdict, reason, stopped, fresh, originKey, destinationKey, accepted: reply.accepted, notes: reply.notes,
        demanded: reply.demanded, policy: reply.hop.policy, until: reply.until, why: path,
      };
    } catch (error) {
      const code = error instanceof HostError ? error.code : "internal";
      return {
        verdict: "unreachable", reason: String(error?.message ?? error), accepted: [], notes: [],
        stopped: this.protections.demand(step.origin.host, step.destination.host, step.kinds, step.isPrivate),
        why: { code: code === "gone" ? "hostGone" : "hostFailed", detail: String(error?.message ?? error) },
      };
    }
  }
}

const neutral = (why) => ({ verdict: "neutral", reason: null, stopped: false, accepted: [], notes: [], why });
