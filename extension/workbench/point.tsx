import type { PointedPart } from "./page-copy.js";
import { workbenchTexts } from "./texts.js";

interface PointProps {
  readonly part: PointedPart;
  readonly done: ReadonlySet<PointedPart>;
  readonly isOneClient: boolean;
  readonly onPart: (part: PointedPart) => void;
  readonly onOneClient: (isOneClient: boolean) => void;
}

/** What the next click on the copy points at. */
export function Point({ part, done, isOneClient, onPart, onOneClient }: PointProps) {
  const parts: readonly { part: PointedPart; name: string; hint: string }[] = [
    ...(isOneClient ? [] : [{ part: "row" as const, name: workbenchTexts.row, hint: workbenchTexts.rowHint }]),
    { part: "key", name: workbenchTexts.key, hint: workbenchTexts.keyHint },
    { part: "badge", name: workbenchTexts.badge, hint: workbenchTexts.badgeHint },
  ];
  return (
    <section>
      <h2>{workbenchTexts.point}</h2>
      <label className="check">
        <input type="checkbox" checked={isOneClient} onChange={(event) => onOneClient(event.target.checked)} />
        {workbenchTexts.oneClient}
      </label>
      <div className="parts" role="group" aria-label={workbenchTexts.point}>
        {parts.map((each) => (
          <button key={each.part} type="button" className={`part ${each.part}`} aria-pressed={each.part === part} onClick={() => onPart(each.part)}>
            {each.name}
            {done.has(each.part) && <span aria-hidden="true"> ✓</span>}
          </button>
        ))}
      </div>
      <p className="hint" role="status">{parts.find((each) => each.part === part)?.hint}</p>
    </section>
  );
}
