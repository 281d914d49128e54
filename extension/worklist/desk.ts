import type { Answer, Ask, Failure } from "../messages.js";
import type { FindingKind } from "../operations/overlay.js";
import type { Viewer } from "../operations/viewer.js";
import type { Caseload, WorklistCounts, WorkOwner } from "../operations/worklist.js";
import { ConnectionState, type Trouble } from "../overlay/connection-state.js";
import type { WorklistEntry } from "./groups.js";

/** Rows of one page. */
const PAGE = 50;
/** More rows than this the gateway gives in no page. */
const LARGEST_PAGE = 500;
/** Nothing of a person stays in memory for longer. */
const KEPT_MS = 5 * 60_000;
/** What is looked at is asked for again a little before. */
const FRESH_MS = KEPT_MS - 60_000;
/** What came of opening a case is said for this long. */
const OPENED_MS = 60_000;

/** What was fetched together. */
interface Fetched {
  readonly at: number;
  readonly counts: WorklistCounts;
  readonly entries: readonly WorklistEntry[];
  readonly endCursor: string | null;
  readonly hasMore: boolean;
  readonly total: number;
}

/** What came of opening a case. NOT_SET_UP: no adapter says where cases are. FAILED: nobody could be asked. */
export interface OpenedCase {
  readonly fileNumber: string;
  readonly outcome: "OPENED" | "NOT_SET_UP" | "FAILED";
}

/** What the worklist shows at one moment. */
export interface DeskView {
  /** Null: not known (yet). */
  readonly viewer: Viewer | null;
  readonly owner: WorkOwner;
  /** Those alone; none: all. */
  readonly kinds: readonly FindingKind[];
  readonly fetched: Fetched | null;
  /** For managers: whose work there is. */
  readonly caseload: Caseload | null;
  /** What is looked for in what is shown. */
  readonly search: string;
  readonly opened: OpenedCase | null;
  readonly isAsking: boolean;
  readonly trouble: Trouble | null;
}

const NOTHING: DeskView = { viewer: null, owner: {}, kinds: [], fetched: null, caseload: null, search: "", opened: null, isAsking: false, trouble: null };

/** Whether the viewer may look at other people's work. */
export function isManager(viewer: Viewer | null): boolean {
  return viewer?.roles.includes("MANAGER") ?? false;
}

/** Whose work one sees first: one's own, or a head's units. */
export function ownWork({ roles, subject }: Viewer): WorkOwner {
  return roles.includes("CASEWORKER") ? { caseworker: subject } : {};
}

/**
 * The worklist of whoever is signed in, as the side panel shows it: fetched, kept in memory for five minutes at most, fetched
 * anew before that while somebody looks, and forgotten when somebody else signs in or the machine is locked.
 */
export class Desk {
  readonly #ask: Ask;
  readonly #now: () => number;
  readonly #connection: ConnectionState;
  readonly #listeners = new Set<() => void>();
  #view: DeskView = NOTHING;
  /** Of questions that were outrun by another choice or viewer nothing is taken. */
  #round = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #openedTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: Ask, now: () => number = Date.now) {
    this.#ask = ask;
    this.#now = now;
    this.#connection = new ConnectionState({
      retry: () => this.refresh(),
      tryNow: () => void this.#ask({ type: "tryNow" }).then(() => this.refresh()),
      changed: () => this.#set({}),
      now,
      isBesidePage: false,
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly view = (): DeskView => this.#view;

  /** Fetches what is chosen anew; what is shown stays until then. */
  refresh(): void {
    this.#connection.again();
    void this.#load();
  }

  /** Somebody asks for it: a service that was away is tried at once. */
  retry(): void {
    void this.#ask({ type: "tryNow" }).then(() => this.refresh());
  }

  /** Somebody else is there now, or the machine was locked or unlocked. */
  viewerChanged(): void {
    this.#connection.forget();
    this.#view = NOTHING;
    this.refresh();
  }

  choose(owner: WorkOwner): void {
    this.#set({ owner, kinds: [], fetched: null });
    this.refresh();
  }

  filter(kinds: readonly FindingKind[]): void {
    this.#set({ kinds });
    this.refresh();
  }

  /** The next page, below what is shown. */
  async more(): Promise<void> {
    const { fetched, isAsking } = this.#view;
    if (fetched === null || fetched.endCursor === null || isAsking) return;
    const round = this.#begin();
    const page = await this.#ask({ type: "worklist", request: { ...this.#asked, first: PAGE, after: fetched.endCursor } });
    if (round !== this.#round) return this.#connection.outdated();
    if (!page.ok) return this.#fail(page);
    this.#connection.answered();
    const { edges, pageInfo, totalCount } = page.data;
    const entries = [...fetched.entries, ...edges];
    this.#set({ isAsking: false, fetched: { ...fetched, entries, endCursor: pageInfo.endCursor, hasMore: pageInfo.hasNextPage, total: totalCount } });
  }

  search(search: string): void {
    this.#set({ search });
  }

  /** Opens a case in the case system, and says what came of it. */
  async open(fileNumber: string): Promise<void> {
    const { viewer } = this.#view;
    const answer = await this.#ask({ type: "openCase", fileNumber });
    if (viewer !== this.#view.viewer) return;
    this.#set({ opened: { fileNumber, outcome: answer.ok ? (answer.data ? "OPENED" : "NOT_SET_UP") : "FAILED" } });
    clearTimeout(this.#openedTimer);
    this.#openedTimer = setTimeout(() => this.#set({ opened: null }), OPENED_MS);
  }

  signIn(): void {
    void this.#connection.signIn(this.#ask({ type: "signIn" }));
  }

  settings(): void {
    void this.#ask({ type: "settings" });
  }

  stop(): void {
    this.#round += 1;
    clearTimeout(this.#timer);
    clearTimeout(this.#openedTimer);
    this.#connection.stop();
  }

  get #asked(): WorkOwner & { readonly kinds?: readonly FindingKind[] } {
    const { owner, kinds } = this.#view;
    return kinds.length === 0 ? owner : { ...owner, kinds };
  }

  async #load(): Promise<void> {
    const round = this.#begin();
    const fetched = await this.#fetch();
    if (round !== this.#round) return this.#connection.outdated();
    if (!fetched.ok) return this.#fail(fetched);
    this.#connection.answered();
    this.#set({ ...fetched.data, isAsking: false });
    this.#followAge();
  }

  async #fetch(): Promise<Answer<Pick<DeskView, "viewer" | "owner" | "fetched" | "caseload">>> {
    const viewer: Answer<Viewer> = this.#view.viewer ? { ok: true, data: this.#view.viewer } : await this.#ask({ type: "viewer" });
    if (!viewer.ok) return viewer;
    const owner = this.#view.viewer ? this.#view.owner : ownWork(viewer.data);
    const kinds = this.#view.kinds.length === 0 ? {} : { kinds: this.#view.kinds };
    const first = Math.min(Math.max(PAGE, this.#view.fetched?.entries.length ?? 0), LARGEST_PAGE);
    const [counts, list, caseload] = await Promise.all([
      this.#ask({ type: "worklistCounts", owner }),
      this.#ask({ type: "worklist", request: { ...owner, ...kinds, first } }),
      isManager(viewer.data) ? this.#ask({ type: "caseload" }) : null,
    ]);
    if (!counts.ok) return counts;
    if (!list.ok) return list;
    if (caseload?.ok === false) return caseload;
    const { edges: entries, pageInfo: { endCursor, hasNextPage: hasMore }, totalCount: total } = list.data;
    return {
      ok: true,
      data: { viewer: viewer.data, owner, caseload: caseload?.data ?? null, fetched: { at: this.#now(), counts: counts.data, entries, endCursor, hasMore, total } },
    };
  }

  #begin(): number {
    this.#connection.asked();
    this.#set({ isAsking: true });
    return (this.#round += 1);
  }

  #fail(failure: Failure): void {
    this.#connection.failed(failure);
    const isOver = failure.code === "UNAUTHENTICATED" || failure.code === "FORBIDDEN" || failure.code === "LOCKED";
    this.#set({ ...(isOver ? NOTHING : {}), isAsking: false });
  }

  /** What grows old is fetched anew while somebody looks, and else forgotten. */
  #followAge(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (document.visibilityState === "visible") this.refresh();
      this.#timer = setTimeout(() => this.#set({ fetched: null, caseload: null }), KEPT_MS - FRESH_MS);
    }, FRESH_MS);
  }

  #set(change: Partial<DeskView>): void {
    const next = { ...this.#view, ...change };
    this.#view = { ...next, trouble: this.#connection.trouble(next.fetched?.at ?? null) };
    for (const listener of this.#listeners) listener();
  }
}
