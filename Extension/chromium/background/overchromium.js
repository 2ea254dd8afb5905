// What the extension uses of Firefox's interfaces, over Chromium's.

import { Documents } from "./documents.js";
import { isAhead, Requests } from "./requests.js";
import { Unheard } from "./unheard.js";

/**
 * @param browser Chromium's own
 * @param ready gives a promise without which no request is looked at
 */
export function overChromium(browser, power, ready) {
  const documents = new Documents();
  documents.listen(browser);
  const proxy = new ProxySettings(browser.proxy.settings);
  let isLoaded = false;
  const loaded = Promise.all([documents.load(browser.tabs), proxy.loaded]).catch(console.error).then(() => (isLoaded = true));
  // At once, since another page may stand there later; but a worker that this very event has woken knows no page yet.
  const asKnown = (look) => async (details) => {
    if (!isLoaded) await loaded;
    return look(details);
  };
  const describe = asKnown((details) => ({ ...documents.describe(details), proxyInfo: proxy.info }));
  const requests = new Requests(browser.webRequest, power, { describe, ready });
  new Unheard(browser, {
    isAhead, describe, before: asKnown((details) => documents.before(details)), found: (details) => requests.navigated(details),
  });
  const { storage, webNavigation, windows, action, runtime, tabs } = browser;
  return {
    storage,
    webNavigation,
    windows,
    browserAction: action,
    runtime: { getURL: runtime.getURL, onMessage: runtime.onMessage, connectNative: (name) => openPort(runtime, name) },
    tabs: {
      onCreated: tabs.onCreated,
      onRemoved: tabs.onRemoved,
      get: tabs.get,
      sendMessage: tabs.sendMessage,
      update: (tabId, { url }) => tabs.update(tabId, { url }),
    },
    webRequest: requests,
    // The native host looks addresses up itself. Whether this browser asks by HTTPS is not told.
    dns: { resolve: async () => ({ addresses: [] }) },
    captivePortal: { getState: async () => "unknown" },
  };
}

/** A port whose end says why, as Firefox's does. */
function openPort(runtime, name) {
  const port = runtime.connectNative(name);
  return {
    postMessage: (message) => port.postMessage(message),
    onMessage: port.onMessage,
    onDisconnect: { addListener: (listener) => port.onDisconnect.addListener(() => listener({ error: runtime.lastError })) },
  };
}

/** The proxy that is set in this browser; one that the system sets is not told. */
class ProxySettings {
  info = null;
  /** Settles when it is known. */
  loaded;

  constructor(settings) {
    const take = ({ value }) => {
      const isSet = ["fixed_servers", "pac_script"].includes(value.mode);
      const isSocks = value.rules?.singleProxy?.scheme?.startsWith("socks");
      this.info = isSet ? { type: isSocks ? value.rules.singleProxy.scheme : value.mode, proxyDNS: isSocks } : null;
    };
    this.loaded = settings.get({}).then(take);
    settings.onChange.addListener(take);
  }
}
