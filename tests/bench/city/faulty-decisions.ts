import type { CitySize } from "./city-size.js";
import { decisionFields } from "./decisions.js";
import { pick } from "./seeded.js";

const PLACE = { number: 0, fileNumber: 1, law: 3, intervention: 4, decidedOn: 5, amount: 9, watchOn: 13, endedOn: 15 } as const;

/**
 * What can be wrong with a row whose key can be read. One whose key can't be read would keep the whole file from
 * withdrawing anything, and that work is part of what is measured.
 */
const FAULTS: readonly ((fields: string[], before: readonly string[]) => void)[] = [
  (fields) => void (fields[PLACE.decidedOn] = "20221331"),
  (fields) => void (fields[PLACE.intervention] = "XYZ"),
  (fields) => void (fields[PLACE.amount] = "12.5"),
  (fields) => void (fields[PLACE.law] = ""),
  (fields) => void (fields[PLACE.fileNumber] = "999999-9"),
  (fields, before) => void (fields[PLACE.number] = before[PLACE.number]!),
];

/** The decisions of the first night: one row in a hundred is faulty. */
export function* decisionLines(size: CitySize): Iterable<string> {
  for (let decision = 0; decision < size.decisions; decision += 1) yield faultedFields(decision, size).join(";");
}

/**
 * The decisions of the second night: of a thousand rows eight say something else, one is gone, and one is new. The
 * faulty ones are as they were.
 */
export function* nextNightsDecisionLines(size: CitySize): Iterable<string> {
  for (let decision = 0; decision < size.decisions; decision += 1) {
    const change = pick(1000, "second-night", decision);
    if (change === 0) continue;
    const fields = faultedFields(decision, size);
    if (change <= 4) fields[PLACE.endedOn] = "20221129";
    else if (change <= 8) fields[PLACE.watchOn] = "20230301";
    yield fields.join(";");
  }
  for (let added = 0; added < size.decisions / 1000; added += 1) {
    const fields = decisionFields(size.decisions - 1 - added, size);
    fields[PLACE.number] = String(9_000_000 + added);
    yield fields.join(";");
  }
}

function faultedFields(decision: number, size: CitySize): string[] {
  const fields = decisionFields(decision, size);
  if (decision === 0 || pick(100, "faulty", decision) > 0) return fields;
  FAULTS[pick(FAULTS.length, "fault", decision)]!(fields, decisionFields(decision - 1, size));
  return fields;
}
