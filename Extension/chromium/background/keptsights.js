// What hosts showed, for ordinary windows over the worker's end: else a hop's origin would be asked for its key anew.

import { keyOf } from "./places.js";
import { Sights } from "./sights.js";

export class KeptSights extends Sights {
  #session;

  constructor(session) {
    super();
    this.#session = session;
    session.all("sight").then((kept) => {
      for (const [, { details, place, sight }] of kept) super.note(details, place, sight);
    });
  }

  note({ tabId, frameId, incognito }, place, sight) {
    super.note({ tabId, frameId, incognito }, place, sight);
    if (incognito) return;
    const { certificate, digest, isBuiltIn } = sight;
    this.#session.keep("sight", keyOf(place), {
      details: { tabId, frameId, incognito }, place, sight: { certificate, digest, isBuiltIn },
    });
  }
}
