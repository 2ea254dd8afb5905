// The native host: one process, many requests at once, each with a number and its own time.

/** The name in the native manifest (`warifu browser install` writes it). */
export const HOST_NAME = "warifu_browser_host";
/** The version of the protocol between extension and host. */
export const PROTOCOL = 1;

/** Why there is no answer. `code` is the host's own, or `gone` where there is no host, or `deadline`. */
export class HostError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

export class NativeHost {
  #connect;
  #port = null;
  #waiting = new Map();
  #number = 0;

  /** @param connect makes a port, as `browser.runtime.connectNative` does */
  constructor(connect) {
    this.#connect = connect;
  }

  /** Asks once more where the host ended before it had answered: a new process is started by then. */
  async ask(type, fields, milliseconds = 4000) {
    try {
      return await this.#askOnce(type, fields, milliseconds);
    } catch (error) {
      if (error.code !== "gone" || !error.wasThere) throw error;
      return await this.#askOnce(type, fields, milliseconds);
    }
  }

  #askOnce(type, fields, milliseconds) {
    const port = this.#open();
    const id = ++this.#number;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        if (this.#waiting.delete(id)) reject(new HostError("deadline", `no answer within ${milliseconds} ms`));
      }, milliseconds);
      this.#waiting.set(id, { resolve, reject, timer });
      try {
        port.postMessage({ v: PROTOCOL, id, type, deadline: Math.max(milliseconds - 250, 250), ...fields });
      } catch (error) {
        this.#settle(id)?.reject(new HostError("gone", String(error?.message ?? error)));
      }
    });
  }

  #open() {
    if (this.#port) return this.#port;
    const port = this.#connect();
    let spoke = false;
    this.#port = port;
    port.onMessage.addListener((reply) => {
      spoke = true;
      const waiting = this.#settle(reply?.id);
      if (!waiting) return;
      if (reply.v !== PROTOCOL) waiting.reject(new HostError("unsupportedVersion", `the host speaks version ${reply.v}`));
      else if (reply.type === "error") waiting.reject(new HostError(reply.code, reply.message));
      else waiting.resolve(reply);
    });
    port.onDisconnect.addListener((gone) => {
      if (this.#port === port) this.#port = null;
      const reason = gone?.error?.message ?? "the native host has ended";
      for (const id of [...this.#waiting.keys()]) {
        const error = new HostError("gone", reason);
        error.wasThere = spoke;
        this.#settle(id).reject(error);
      }
    });
    return port;
  }

  #settle(id) {
    const waiting = this.#waiting.get(id);
    if (!waiting) return null;
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    return waiting;
  }
}
