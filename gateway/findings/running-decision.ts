/** SQL: whether a row of `decision` is a running one on the day (contract 6, Terms). @param on SQL of the day */
export function runs(on: string): string {
  return `decision.outcome IN ('BIFALL', 'DELAVSLAG') AND decision.valid_from <= ${on}
    AND (decision.valid_to IS NULL OR decision.valid_to >= ${on}) AND (decision.ended_on IS NULL OR decision.ended_on > ${on})`;
}
