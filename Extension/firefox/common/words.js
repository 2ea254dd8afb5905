// The words of the extension, in the language of the browser or the one that the user chose.

const LANGUAGES = ["en", "ja"];

export class Words {
  language = "en";
  #texts = {};

  /** @param chosen `en`, `ja`, or empty for the browser's */
  static async load(chosen) {
    const words = new Words();
    const wanted = chosen || browser.i18n.getUILanguage().split("-")[0];
    words.language = LANGUAGES.includes(wanted) ? wanted : "en";
    const file = browser.runtime.getURL(`_locales/${words.language}/messages.json`);
    words.#texts = await (await fetch(file)).json();
    return words;
  }

  /** A text, with `$1`, `$2` … filled in; the key itself where there is none. */
  say(key, ...values) {
    const text = this.#texts[key]?.message ?? key;
    return text.replace(/\$(\d)/g, (all, number) => values[Number(number) - 1] ?? "");
  }

  /** Fills in every element with `data-say`, and `data-say-label` for who cannot see it. */
  fill(root) {
    root.documentElement.lang = this.language;
    for (const element of root.querySelectorAll("[data-say]")) element.textContent = this.say(element.dataset.say);
    for (const element of root.querySelectorAll("[data-say-label]")) {
      element.setAttribute("aria-label", this.say(element.dataset.sayLabel));
    }
  }
}
