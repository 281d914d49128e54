import { RequestError } from "../request-error.js";

/** Collects the values of one statement, so that fragments can be put together without counting their parameters. */
export class SqlParameters {
  readonly values: unknown[] = [];

  /**
   * Adds a value and gives the text that stands for it, cast to a PostgreSQL type: `$3::date`.
   * @throws RequestError BAD_USER_INPUT for a text with U+0000, which PostgreSQL can neither keep nor compare
   */
  add(value: unknown, type: string): string {
    if ([value].flat().some(hasNul)) throw new RequestError("BAD_USER_INPUT", "A text holds the character U+0000.");
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }
}

function hasNul(value: unknown): boolean {
  return typeof value === "string" && value.includes("\0");
}
