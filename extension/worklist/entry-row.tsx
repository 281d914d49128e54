import type { Severity } from "../operations/overlay.js";
import type { ShownStatus } from "../texts.js";
import type { WorklistEntry } from "./groups.js";
import { worklistTexts } from "./texts.js";
import { ROW } from "./walk.js";

/** A finding looks as the status that it makes. */
const LOOK: Readonly<Record<Severity, ShownStatus>> = { CRITICAL: "OVERDUE", WARNING: "ATTENTION", INFO: "OK" };

interface EntryRowProps {
  readonly entry: WorklistEntry;
  /** Whether the keyboard comes to this row when it comes to the list. */
  readonly isCurrent: boolean;
  /** Of a protected person: whether it was asked for. */
  readonly isRevealed: boolean;
  /** What those are called whose rows there are; null: all are of one. */
  readonly caseworkers: ReadonlyMap<string, string> | null;
  readonly onCurrent: () => void;
  readonly onReveal: () => void;
  readonly onOpen: () => void;
}

/** One finding. The row opens the case; of a protected person it shows the file number alone until more is asked for. */
export function EntryRow({ entry, isCurrent, isRevealed, caseworkers, onCurrent, onReveal, onOpen }: EntryRowProps) {
  const { node, protected: isProtected } = entry;
  const isClosed = isProtected && !isRevealed;
  const tabIndex = isCurrent ? 0 : -1;
  return (
    <li className={isClosed ? "entry" : `entry ${LOOK[node.severity]}`} onFocus={onCurrent}>
      <button type="button" className="row" tabIndex={tabIndex} {...{ [ROW]: node.id }} onClick={onOpen}>
        {isProtected && <span className="lock"><i className="shape" aria-hidden="true" />{worklistTexts.protected}</span>}
        {!isClosed && <Details entry={entry} />}
        <span className="file">{isClosed ? worklistTexts.file(node.fileNumber) : placeOf(entry, caseworkers)}</span>
      </button>
      {isClosed && (
        <button type="button" className="plain" tabIndex={tabIndex} aria-label={worklistTexts.showProtectedOf(node.fileNumber)} onClick={onReveal}>
          {worklistTexts.showProtected}
        </button>
      )}
    </li>
  );
}

function Details({ entry: { node } }: { readonly entry: WorklistEntry }) {
  const due = worklistTexts.due(node);
  return (
    <>
      <span className="what">
        <i className="shape" aria-hidden="true" />
        <span className="unseen">{worklistTexts.severity[node.severity]}: </span>
        {node.title}
      </span>
      {due !== null && <span className="due">{due}</span>}
      <span className="why" title={node.why}>{node.why}</span>
      {node.acknowledgement && <span className="why">{worklistTexts.acknowledged(node.acknowledgement.by, node.acknowledgement.until)}</span>}
    </>
  );
}

/** "Akt 103879-5 · beslut 1001 · NIHA13" */
function placeOf({ node: { fileNumber, decision, order, caseworker } }: WorklistEntry, caseworkers: EntryRowProps["caseworkers"]): string {
  return [
    worklistTexts.file(fileNumber),
    decision === null ? null : worklistTexts.decision(decision),
    order === null ? null : worklistTexts.order(order),
    caseworkers === null || caseworker === null ? null : (caseworkers.get(caseworker) ?? caseworker),
  ].filter((part) => part !== null).join(" · ");
}
