// Chains that outlive the worker.

import { Chains } from "./chains.js";

export class KeptChains extends Chains {
  #session;

  constructor(changed, session) {
    super((tabId) => {
      this.#keep(tabId);
      changed(tabId);
    });
    this.#session = session;
    session.all("chain").then((kept) => {
      for (const [tabId, chain] of kept) for (const hop of chain.hops) this.add(Number(tabId), hop);
    });
  }

  inherit(tabId, from) {
    super.inherit(tabId, from);
    this.#keep(tabId);
  }

  forgetTab(tabId) {
    super.forgetTab(tabId);
    this.#session.drop("chain", tabId);
  }

  #keep(tabId) {
    const chain = this.of(tabId);
    if (chain.hops.length > 0) this.#session.keep("chain", tabId, chain);
    else this.#session.drop("chain", tabId);
  }
}
