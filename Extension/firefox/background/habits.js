// Where addresses have sent users on, so that a hop that is likely can be looked at while its answer is still to come.

const MOST = 500;

export class Habits {
  /** Of ordinary and of private windows. */
  #known = [new Map(), new Map()];

  /** Where this request was answered with the last time, as `{destination, kinds}`; null where it was no hop. */
  of({ method, url, type, incognito }) {
    return this.#known[incognito ? 1 : 0].get(keyOf(method, url, type)) ?? null;
  }

  /** @param hop as `of` gives it */
  learn({ method, url, type, incognito }, hop) {
    const known = this.#known[incognito ? 1 : 0];
    const key = keyOf(method, url, type);
    known.delete(key);
    if (hop) known.set(key, hop);
    if (known.size > MOST) known.delete(known.keys().next().value);
  }

  forgetPrivate() {
    this.#known[1].clear();
  }
}

/** What is asked for changes from one time to the next, where it is asked for does not. */
const keyOf = (method, url, type) => `${type} ${method} ${url.split(/[?#]/)[0]}`;
