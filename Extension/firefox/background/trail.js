// What is known of one request, from its first address to its end.

export class Trail {
  /** Where it was last seen to go. */
  place = null;
  /** The hop that it makes now. */
  step = null;
  /** A hop by a 3xx answer whose way is known only when the browser takes it. */
  later = null;
  /** The hop that its answer makes if it is as it was before. */
  ahead = null;
  /** A whole page's request that the browser names no origin for: the user's, or a page's without an origin of its own. */
  unnamed = null;
}
