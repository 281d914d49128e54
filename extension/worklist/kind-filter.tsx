import type { FindingKind } from "../operations/overlay.js";
import type { WorklistCounts, WorklistKindCount } from "../operations/worklist.js";
import { kindName } from "../texts.js";
import { worklistTexts } from "./texts.js";

interface KindFilterProps {
  readonly counts: WorklistCounts;
  /** Those alone; none: all. */
  readonly kinds: readonly FindingKind[];
  readonly onFilter: (kinds: readonly FindingKind[]) => void;
}

/**
 * Buttons that leave one or several kinds, each with how many there are of it. A chosen kind of which nothing is left stays with
 * a 0: a filter that nobody sees nobody takes back.
 */
export function KindFilter({ counts, kinds, onFilter }: KindFilterProps) {
  const gone = kinds.filter((kind) => !counts.kinds.some((count) => count.kind === kind)).map((kind) => ({ kind, ...NONE }));
  const sorted = [...counts.kinds, ...gone].toSorted((one, other) => sumOf(other) - sumOf(one));
  if (kinds.length === 0 && sorted.length < 2) return null;
  return (
    <div className="kinds" role="group" aria-label={worklistTexts.kinds}>
      <button type="button" className="chip" aria-pressed={kinds.length === 0} onClick={() => onFilter([])}>
        {worklistTexts.all} {sorted.reduce((sum, count) => sum + sumOf(count), 0)}
      </button>
      {sorted.map((count) => (
        <button key={count.kind} type="button" className="chip" aria-pressed={kinds.includes(count.kind)} onClick={() => onFilter(toggled(kinds, count.kind))}>
          {kindName(count.kind)} {sumOf(count)}
        </button>
      ))}
    </div>
  );
}

const NONE = { overdue: 0, now: 0, ahead: 0, acknowledged: 0 };

function sumOf({ overdue, now, ahead, acknowledged }: Omit<WorklistKindCount, "kind">): number {
  return overdue + now + ahead + acknowledged;
}

function toggled(kinds: readonly FindingKind[], kind: FindingKind): readonly FindingKind[] {
  return kinds.includes(kind) ? kinds.filter((each) => each !== kind) : [...kinds, kind];
}
