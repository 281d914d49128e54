/** A key stands in a short text: no expression is run on a longer one. */
export const LONGEST_KEY_TEXT = 300;

/** Path and query of a page. No expression is run on a longer one. */
export const LONGEST_ADDRESS = 1_000;
