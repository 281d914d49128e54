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

/** Buttons that leave one or several kinds, each with how many there are of it. */
export function KindFilter({ counts, kinds, onFilter }: KindFilterProps) {
  const sorted = counts.kinds.toSorted((one, other) => sumOf(other) - sumOf(one));
  if (sorted.length < 2) return null;
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

function sumOf({ overdue, now, ahead, acknowledged }: WorklistKindCount): number {
  return overdue + now + ahead + acknowledged;
}

function toggled(kinds: readonly FindingKind[], kind: FindingKind): readonly FindingKind[] {
  return kinds.includes(kind) ? kinds.filter((each) => each !== kind) : [...kinds, kind];
}
