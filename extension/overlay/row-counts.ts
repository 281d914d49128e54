import type { CaseKey, CaseOverlay } from "../operations/overlay.js";
import type { PageRow } from "../pages/read-page.js";
import type { RowCounts } from "../texts.js";

/** Counts the rows of a list by status; null when the caller's role has no overlay for any of them. */
export function countRows(rows: readonly PageRow[], answerOf: (key: CaseKey) => CaseOverlay | null): RowCounts | null {
  const byStatus = { OK: 0, ATTENTION: 0, OVERDUE: 0, UNKNOWN: 0, FORBIDDEN: 0 };
  let withoutKey = 0;
  let waiting = 0;
  let dataFrom: string | null = null;
  for (const { key, place } of rows) {
    const answer = key && answerOf(key);
    if (!key || !place) withoutKey += 1;
    else if (!answer) waiting += 1;
    else byStatus[answer.status] += 1;
    if (answer?.dataFrom && (dataFrom === null || answer.dataFrom < dataFrom)) dataFrom = answer.dataFrom;
  }
  const { FORBIDDEN, ...shown } = byStatus;
  return FORBIDDEN > 0 && FORBIDDEN + withoutKey === rows.length ? null : { rows: rows.length, byStatus: shown, withoutKey, waiting, dataFrom };
}
