// Which hosts are known to want their users stopped: asked when the native host cannot be.

const KEY = "protections";
const MOST = 5000;
/** An end that is later by less than this, in seconds, is not written down: it would be with every hop. */
const STEP = 600;

export class Protections {
  #storage;
  #now;
  #kept = { origin: {}, destination: {} };
  #hidden = { origin: {}, destination: {} };

  /** @param storage as `browser.storage.local` @param now milliseconds since 1970 */
  constructor(storage, now = Date.now) {
    this.#storage = storage;
    this.#now = now;
  }

  async load() {
    const stored = (await this.#storage.get(KEY))[KEY];
    for (const role of ["origin", "destination"]) {
      if (stored?.[role] && typeof stored[role] === "object") this.#kept[role] = stored[role];
    }
  }

  /** Takes over what a verdict says of both hosts. */
  learn(origin, destination, verdict, isPrivate) {
    const changed = [
      this.#learn("origin", origin, verdict.protects?.origin, verdict.hop.policy.origin, isPrivate),
      this.#learn("destination", destination, verdict.protects?.destination, verdict.hop.policy.destination, isPrivate),
    ];
    if (!isPrivate && changed.some(Boolean)) this.#save();
  }

  #learn(role, host, protection, policy, isPrivate) {
    const into = isPrivate ? this.#hidden[role] : this.#kept[role];
    if (protection) {
      const known = into[host];
      into[host] = protection;
      return !known || String(known.kinds) !== String(protection.kinds) || protection.until - known.until > STEP;
    }
    // Where the policy could not be asked for, what was known stays.
    if (policy === "unknown" || !(host in into)) return false;
    delete into[host];
    return true;
  }

  /** Whether a hop of these kinds is known to be stopped unless it is verified. */
  demand(origin, destination, kinds, isPrivate) {
    return this.#has("origin", origin, kinds, isPrivate) || this.#has("destination", destination, kinds, isPrivate);
  }

  #has(role, host, kinds, isPrivate) {
    const known = (isPrivate ? this.#hidden[role][host] : null) ?? this.#kept[role][host];
    return Boolean(known && known.until * 1000 > this.#now() && known.kinds.some((kind) => kinds.includes(kind)));
  }

  /** All that is kept, for the settings page. */
  list() {
    const now = this.#now() / 1000;
    return ["origin", "destination"].flatMap((role) =>
      Object.entries(this.#kept[role])
        .filter(([, known]) => known.until > now)
        .map(([host, known]) => ({ role, host, kinds: known.kinds, until: known.until })));
  }

  forgetPrivate() {
    this.#hidden = { origin: {}, destination: {} };
  }

  #save() {
    const now = this.#now() / 1000;
    for (const role of ["origin", "destination"]) {
      const live = Object.entries(this.#kept[role]).filter(([, known]) => known.until > now);
      live.sort((one, other) => other[1].until - one[1].until);
      this.#kept[role] = Object.fromEntries(live.slice(0, MOST));
    }
    this.#storage.set({ [KEY]: this.#kept });
  }
}
