import { counterTexts } from "../counter-texts.js";
import { ageText, failureText } from "../connection-texts.js";
import type { Answer, Failure } from "../messages.js";
import type { Viewer } from "../operations/viewer.js";
import type { WorklistCounts, WorkOwner } from "../operations/worklist.js";

/** The alarm that has it counted anew. */
const COUNTER_ALARM = "counter";
const COUNT_EVERY_MINUTES = 10;

/** The toolbar's icon, as `chrome.action` has it. */
export interface Icon {
  setBadgeText(details: { readonly text: string }): Promise<void>;
  setBadgeBackgroundColor(details: { readonly color: string }): Promise<void>;
  setBadgeTextColor(details: { readonly color: string }): Promise<void>;
  setTitle(details: { readonly title: string }): Promise<void>;
}

/** What is counted by. */
export interface CounterSources {
  readonly viewer: () => Promise<Answer<Viewer>>;
  readonly counts: (owner: WorkOwner) => Promise<Answer<WorklistCounts>>;
  readonly now: () => Date;
}

const PRESSING = "#9b1c13";
const QUIET = "#47545c";
const ON_BOTH = "#ffffff";
/** In place of a number while nobody is signed in: on the first day nothing else says that the extension waits for something. */
const NOBODY = "–";

/**
 * The number on the toolbar's icon: what is overdue of one's own, or for a head of the units. It is never an old one: where
 * it can't be counted anew, it gives way to a question mark, and the icon's tooltip says why.
 */
export class Counter {
  readonly #icon: Icon;
  readonly #sources: CounterSources;
  #round = 0;

  constructor(icon: Icon, sources: CounterSources) {
    this.#icon = icon;
    this.#sources = sources;
  }

  /** Counts and shows. When somebody signs out meanwhile, or the machine is locked, what comes is not shown. */
  async refresh(): Promise<void> {
    const round = (this.#round += 1);
    const counted = await this.#count();
    if (round !== this.#round) return;
    if (counted.ok) await this.#showCount(counted.data);
    else await this.#showFailure(counted);
  }

  /** Nobody's number. */
  async clear(): Promise<void> {
    this.#round += 1;
    await this.#show("", QUIET, counterTexts.open);
  }

  async #count(): Promise<Answer<WorklistCounts>> {
    const viewer = await this.#sources.viewer();
    if (!viewer.ok) return viewer;
    const { roles, subject } = viewer.data;
    return this.#sources.counts(roles.includes("CASEWORKER") ? { caseworker: subject } : {});
  }

  #showCount({ kinds, age }: WorklistCounts): Promise<void> {
    const count = kinds.reduce((sum, { overdue }) => sum + overdue, 0);
    const now = this.#sources.now();
    const title = [counterTexts.overdue(count, now), ageText(age, now), ...age.incompleteBecause].filter((text) => text !== null).join("\n");
    return this.#show(shortened(count), count > 0 ? PRESSING : QUIET, title);
  }

  #showFailure(failure: Failure): Promise<void> {
    switch (failure.code) {
      case "UNAUTHENTICATED":
        return this.#show(NOBODY, QUIET, counterTexts.signIn);
      case "FORBIDDEN":
      case "LOCKED":
        return this.#show("", QUIET, counterTexts.open);
      case "UNREACHABLE":
      case "NOT_PERMITTED":
      case "NOT_FOUND":
      case "BAD_USER_INPUT":
      case "FAULTY":
        return this.#show("?", QUIET, counterTexts.unknown(failureText(failure, this.#sources.now())));
    }
  }

  async #show(text: string, color: string, title: string): Promise<void> {
    await Promise.all([
      this.#icon.setBadgeText({ text }),
      this.#icon.setBadgeBackgroundColor({ color }),
      this.#icon.setBadgeTextColor({ color: ON_BOTH }),
      this.#icon.setTitle({ title }),
    ]);
  }
}

/** There is room for four signs. No sign at all says that nothing is known. */
function shortened(count: number): string {
  return count < 10_000 ? String(count) : `${Math.floor(count / 1_000)}k`;
}

/** Has it counted anew every now and then, also while no page is open. */
export function followAlarm(counter: Counter): void {
  void startAlarm();
  chrome.alarms.onAlarm.addListener(({ name }) => {
    if (name === COUNTER_ALARM) void counter.refresh();
  });
}

/** The worker is started anew all day: making an alarm that is there would put it off each time. */
async function startAlarm(): Promise<void> {
  if (await chrome.alarms.get(COUNTER_ALARM)) return;
  await chrome.alarms.create(COUNTER_ALARM, { periodInMinutes: COUNT_EVERY_MINUTES });
}
