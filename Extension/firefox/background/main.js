// The background page.

import { assemble } from "./assemble.js";
import { selfTest } from "./selftest.js";

let listener = "untested";

const extension = assemble(browser, {
  test: async (guard) => {
    listener = (await selfTest(guard)) ? "works" : "silent";
  },
  state: () => ({ listener, limits: [], untold: [] }),
});
browser.proxy.settings.onChange.addListener(extension.lookAgain);
browser.captivePortal.onStateChanged.addListener(extension.lookAgain);
await extension.start();
