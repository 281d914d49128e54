import { type ReactNode, useEffect, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import { changedCase } from "../case-messages.js";
import { ageText } from "../connection-texts.js";
import { isReachable, isViewerChanged } from "../messages.js";
import type { Caseload } from "../operations/worklist.js";
import type { Remedy, Trouble } from "../overlay/connection-state.js";
import { kindName, panelTexts } from "../texts.js";
import { type Desk, type DeskView, isManager } from "./desk.js";
import { EntryList } from "./entry-list.js";
import { GROUPS, grouped, isChosen, isFound, totalOf } from "./groups.js";
import { KindFilter } from "./kind-filter.js";
import { OwnerChoice } from "./owner-choice.js";
import { worklistStyle } from "./style.js";
import { partTexts, worklistTexts } from "./texts.js";
import { ROW } from "./walk.js";

/** What is to be done, by urgency, in a narrow column of its own. @param children what comes before all that */
export function Worklist({ desk, children }: { readonly desk: Desk; readonly children?: ReactNode }) {
  const view = useSyncExternalStore(desk.subscribe, desk.view);
  const { viewer, owner, caseload, fetched, kinds, search, opened, trouble } = view;
  useEffect(() => followSignals(desk), [desk]);
  const names = namesOf(caseload);
  // What is chosen is left at once, from what is there; the gateway gives the rest.
  const entries = fetched?.entries.filter((entry) => isChosen(entry, kinds) && isFound(entry, search, names)) ?? [];
  const groups = fetched ? grouped(entries, fetched.counts, kinds) : [];

  return (
    <main>
      <style>{worklistStyle}</style>
      <header>
        <h1 tabIndex={-1}>{worklistTexts.title}</h1>
        {viewer && <p className="who">{[viewer.shown, ...viewer.units.map(({ shown }) => shown)].join(" · ")}</p>}
      </header>
      {children}
      {viewer && isManager(viewer) && <OwnerChoice viewer={viewer} owner={owner} caseload={caseload} onChoose={(chosen) => desk.choose(chosen)} />}
      {fetched && <KindFilter counts={fetched.counts} kinds={kinds} onFilter={(chosen) => desk.filter(chosen)} />}
      {fetched && (fetched.entries.length > 0 || search !== "") && <Search search={search} onSearch={(typed) => desk.search(typed)} />}
      <p role="status" className="status">{statusText(view, entries.length)}</p>
      {fetched && <p className="hint">{[worklistTexts.fetched(new Date(fetched.at), new Date()), ageText(fetched.counts.age, new Date())].filter((text) => text !== null).join(" · ")}</p>}
      <p role="status" className="status">{opened && worklistTexts.opened[opened.outcome](opened.fileNumber)}</p>
      <Incomplete because={fetched?.counts.age.incompleteBecause ?? []} />
      <TroubleNotice trouble={trouble} desk={desk} />
      {groups.length > 0 && (
        // Whoever has looked at a protected person has done so for this list alone.
        <EntryList
          key={JSON.stringify(owner)} groups={groups} isSearched={search !== ""} onOpen={(fileNumber) => void desk.open(fileNumber)}
          caseworkers={owner.caseworker === undefined ? names : null}
        />
      )}
      {fetched?.hasMore && (
        <button type="button" className="plain more" onClick={() => void moreRows(desk)}>{worklistTexts.more(fetched.entries.length, fetched.total)}</button>
      )}
      <footer><button type="button" className="link" onClick={() => desk.settings()}>{worklistTexts.settings}</button></footer>
    </main>
  );
}

/** What caseworkers are called, by signature. */
function namesOf(caseload: Caseload | null): ReadonlyMap<string, string> {
  return new Map((caseload?.loads ?? []).flatMap(({ caseworker, caseworkerShown }) => (caseworker === null || caseworkerShown === null ? [] : [[caseworker, caseworkerShown] as const])));
}

/** The button goes with the last page: the keyboard goes on with the first of the new rows. */
async function moreRows(desk: Desk): Promise<void> {
  const before = document.querySelectorAll(`[${ROW}]`).length;
  await desk.more();
  requestAnimationFrame(() => document.querySelectorAll<HTMLElement>(`[${ROW}]`)[before]?.focus());
}

/** What is old or missing: a list that leaves something out must not look whole. */
function Incomplete({ because }: { readonly because: readonly string[] }) {
  return (
    <div className="incomplete" role="status">
      {because.length > 0 && <><b>{panelTexts.incomplete}</b><ul>{because.map((why) => <li key={why}>{why}</li>)}</ul></>}
    </div>
  );
}

function Search({ search, onSearch }: { readonly search: string; readonly onSearch: (search: string) => void }) {
  return (
    <div className="search">
      <label htmlFor="search">{worklistTexts.search}</label>
      <input id="search" type="search" value={search} autoComplete="off" spellCheck={false} onChange={({ target }) => onSearch(target.value)} />
    </div>
  );
}

/** Its words come into an element that is there already: one that comes with its words is not announced. */
function TroubleNotice({ trouble, desk }: { readonly trouble: Trouble | null; readonly desk: Desk }) {
  const acts: Readonly<Record<Remedy, () => void>> = { signIn: () => desk.signIn(), settings: () => desk.settings(), retry: () => desk.retry() };
  return (
    <div className={trouble ? "trouble" : undefined}>
      <p role="status" className="status">{trouble?.words.join(" ")}</p>
      {trouble?.remedies.map((remedy) => <RemedyButton key={remedy} words={worklistTexts.remedies[remedy]} onPress={acts[remedy]} />)}
    </div>
  );
}

/** It goes when it has helped: the keyboard goes on to the head of the list. */
function RemedyButton({ words, onPress }: { readonly words: string; readonly onPress: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const own = button.current;
    return () => {
      if (own === document.activeElement) document.querySelector("h1")?.focus();
    };
  }, []);
  return <button ref={button} type="button" className="plain" onClick={onPress}>{words}</button>;
}

/** What the list holds, in a sentence that screen readers are told when it changes: so without the time. */
function statusText({ fetched, kinds, search, isAsking }: DeskView, found: number): string {
  if (fetched === null) return isAsking ? worklistTexts.asking : "";
  if (search.trim() !== "") return found === 0 ? worklistTexts.noneFound : worklistTexts.found(found, fetched.entries.length);
  const parts = GROUPS.map((name) => ({ name, total: totalOf(name, fetched.counts, kinds) })).filter(({ total }) => total > 0);
  const words = parts.length === 0 ? worklistTexts.nothing : parts.map(({ name, total }) => partTexts[name](total)).join(", ");
  return kinds.length === 0 ? `${words}.` : worklistTexts.only(kinds.map(kindName).join(", "), words);
}

/** Fetches the list, and again when one comes back to it or something happens outside. Answers what ends it. */
function followSignals(desk: Desk): () => void {
  const onVisibility = (): void => {
    if (document.visibilityState === "visible") desk.refresh();
  };
  const onMessage = (message: unknown): void => {
    if (isViewerChanged(message)) desk.viewerChanged();
    else if (isReachable(message)) desk.refresh();
    else if (changedCase(message) !== null) onVisibility();
  };
  chrome.runtime.onMessage.addListener(onMessage);
  document.addEventListener("visibilitychange", onVisibility);
  desk.refresh();
  return () => {
    chrome.runtime.onMessage.removeListener(onMessage);
    document.removeEventListener("visibilitychange", onVisibility);
    desk.stop();
  };
}
