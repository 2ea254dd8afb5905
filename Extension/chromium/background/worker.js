// The service worker: the extension that Firefox has too, over what Chromium offers.
//
// It enforces only where the browser really lets it, which `Power` finds out; elsewhere it only advises, and says so.

import { assemble } from "./assemble.js";
import { KeptChains } from "./keptchains.js";
import { KeptSights } from "./keptsights.js";
import { overChromium } from "./overchromium.js";
import { Power } from "./power.js";
import { Session } from "./session.js";
import { Verifier } from "./verifier.js";

/** Never says that a hop was stopped where none can be. */
class AdvisingVerifier extends Verifier {
  async verify(step, sight, obstacle) {
    const found = await super.verify(step, sight, obstacle);
    return found.stopped && !power.acts ? { ...found, stopped: false, unheeded: true } : found;
  }
}

const session = new Session(browser.storage.session);
const power = new Power(browser.webRequest);
const ready = () => Promise.all([power.tested, session.loaded]);

const extension = assemble(overChromium(browser, power, ready), {
  sights: new KeptSights(session),
  makeChains: (changed) => new KeptChains(changed, session),
  makeVerifier: (...parts) => new AdvisingVerifier(...parts),
  test: () => power.test(),
  state: () => power.state(),
});

extension.start();
