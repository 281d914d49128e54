import type { CaseKey, CaseOverlay } from "../operations/overlay.js";
import type { PageRow } from "../pages/read-page.js";
import { isShown } from "./badge.js";
import { type ListPart, partsOf } from "./list-parts.js";

/** Counts of a list's rows. */
export interface RowCounts {
  readonly rows: number;
  /** How many rows have it; none for a part that no row has. */
  readonly byPart: Readonly<Partial<Record<ListPart, number>>>;
  /** Rows that nobody is asked about: no key could be read for certain, or no badge can be theirs. */
  readonly withoutKey: number;
  /** Rows whose answer is on its way. */
  readonly waiting: number;
  /** The oldest of the answers' dates. */
  readonly dataFrom: string | null;
}

/** Counts the rows of a list by what they have; null when the caller's role has no overlay for any of them. */
export function countRows(rows: readonly PageRow[], answerOf: (key: CaseKey) => CaseOverlay | null): RowCounts | null {
  const byPart: Partial<Record<ListPart, number>> = {};
  let [withoutKey, waiting, forbidden] = [0, 0, 0];
  let dataFrom: string | null = null;
  for (const { key, place } of rows) {
    const answer = key && answerOf(key);
    if (!key || !place) withoutKey += 1;
    else if (!answer) waiting += 1;
    else if (!isShown(answer)) forbidden += 1;
    else for (const part of partsOf(answer)) byPart[part] = (byPart[part] ?? 0) + 1;
    if (answer?.dataFrom && (dataFrom === null || answer.dataFrom < dataFrom)) dataFrom = answer.dataFrom;
  }
  return forbidden > 0 && forbidden + withoutKey === rows.length ? null : { rows: rows.length, byPart, withoutKey, waiting, dataFrom };
}
