import { type KeyboardEvent, useState } from "react";
import { EntryRow } from "./entry-row.js";
import type { Group, WorklistEntry } from "./groups.js";
import { worklistTexts } from "./texts.js";
import { walkRows } from "./walk.js";

interface EntryListProps {
  readonly groups: readonly Group[];
  /** Whether rows were left out by a search: then a heading says how many of how many. */
  readonly isSearched: boolean;
  /** What those are called whose rows there are; null: all are of one. */
  readonly caseworkers: ReadonlyMap<string, string> | null;
  readonly onOpen: (fileNumber: string) => void;
}

/** The rows in their parts, each with a heading. The keyboard comes to one row; the arrow keys go on from there. */
export function EntryList({ groups, isSearched, caseworkers, onOpen }: EntryListProps) {
  const [current, setCurrent] = useState<string | null>(null);
  const [revealed, setRevealed] = useState<ReadonlySet<string>>(new Set());
  const all = groups.flatMap(({ entries }) => entries);
  const reachable = all.some(({ node }) => node.id === current) ? current : (all[0]?.node.id ?? null);
  const walk = (event: KeyboardEvent<HTMLElement>): void => {
    if (walkRows(event.currentTarget, event.key)) event.preventDefault();
  };
  const row = (entry: WorklistEntry) => (
    <EntryRow
      key={entry.node.id}
      entry={entry}
      isCurrent={entry.node.id === reachable}
      isRevealed={revealed.has(entry.node.id)}
      caseworkers={caseworkers}
      onCurrent={() => setCurrent(entry.node.id)}
      onReveal={() => setRevealed(new Set([...revealed, entry.node.id]))}
      onOpen={() => onOpen(entry.node.fileNumber)}
    />
  );
  return (
    <div className="groups" onKeyDown={walk}>
      <p className="hint">{worklistTexts.keys}</p>
      {groups.map(({ name, entries, total }) => (
        <section key={name} aria-labelledby={`group-${name}`}>
          <h2 id={`group-${name}`}>{worklistTexts.groups[name]} <span className="count">{countText(entries.length, total, isSearched)}</span></h2>
          <ul>{entries.map(row)}</ul>
        </section>
      ))}
    </div>
  );
}

function countText(shown: number, total: number, isSearched: boolean): string {
  return isSearched ? `${shown} / ${total}` : String(total);
}
