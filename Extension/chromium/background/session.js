// What a worker leaves to the one after it, until the browser ends. A worker may be ended whenever it is idle.

export class Session {
  #area;

  /** @param area as `browser.storage.session` */
  constructor(area) {
    this.#area = area;
    this.loaded = area.get(null);
  }

  /** What was kept below a word, by the rest of its name. */
  async all(word) {
    const kept = Object.entries(await this.loaded).filter(([name]) => name.startsWith(`${word} `));
    return kept.map(([name, value]) => [name.slice(word.length + 1), value]);
  }

  // Where there is no room, the worker still has it.
  keep(word, name, value) {
    this.#area.set({ [`${word} ${name}`]: value }).catch(() => {});
  }

  drop(word, name) {
    this.#area.remove(`${word} ${name}`).catch(() => {});
  }
}
