import { act, createElement } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { caseChanged } from "../../../extension/case-messages.js";
import { type Ask, type Message, VIEWER_CHANGED } from "../../../extension/messages.js";
import type { Viewer } from "../../../extension/operations/viewer.js";
import { Desk } from "../../../extension/worklist/desk.js";
import type { WorklistEntry } from "../../../extension/worklist/groups.js";
import { Worklist } from "../../../extension/worklist/worklist.js";
import { ACKNOWLEDGED, AHEAD, COUNTS, DUE_TODAY, entry, OVERDUE, UNDATED } from "./worklists.js";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const CASEWORKER: Viewer = { subject: "NIHA13", shown: "Nina Harju (NIHA13)", roles: ["CASEWORKER"], units: [{ code: "HALAO1", shown: "Äldreomsorg norr (HALAO1)" }], district: "HAL" };
const HEAD: Viewer = { subject: "CHEF01", shown: "Carl Helin (CHEF01)", roles: ["MANAGER"], units: [{ code: "HALAO1", shown: "Äldreomsorg norr (HALAO1)" }, { code: "HALAO2", shown: "HALAO2" }], district: "HAL" };
const LOADS = [
  { unit: "HALAO1", caseworker: "NIHA13", caseworkerShown: "Nina Harju (NIHA13)", clients: 34, decisions: 51, findings: 40, critical: 12 },
  { unit: "HALAO1", caseworker: null, caseworkerShown: null, clients: 1, decisions: 1, findings: 0, critical: 0 },
];

const world = { isAway: false, viewer: CASEWORKER, rows: [] as readonly WorklistEntry[], counts: COUNTS, hasMore: false, opens: true, asked: [] as Message[] };
let tell: (message: unknown) => void;
let root: Root;

const ask = ((message: Message) => {
  world.asked.push(message);
  if (world.isAway && message.type === "worklist") return Promise.resolve({ ok: false, code: "UNREACHABLE" });
  const answers: Partial<Record<Message["type"], unknown>> = {
    viewer: world.viewer,
    worklistCounts: world.counts,
    worklist: { edges: world.rows, pageInfo: { endCursor: "e", hasNextPage: world.hasMore }, totalCount: 46 },
    caseload: { loads: LOADS, spread: { fewest: 1, most: 34, median: 20 } },
    openCase: world.opens,
  };
  return Promise.resolve({ ok: true, data: answers[message.type] ?? null });
}) as Ask;

async function show(rows: readonly WorklistEntry[]): Promise<void> {
  world.rows = rows;
  document.body.innerHTML = "<div id=root></div>";
  root = createRoot(document.getElementById("root")!);
  await act(async () => {
    root.render(createElement(Worklist, { desk: new Desk(ask) }));
    await Promise.resolve();
  });
  await act(() => new Promise((resolve) => { setTimeout(resolve, 0); }));
}

beforeEach(() => {
  Object.assign(world, { isAway: false, viewer: CASEWORKER, counts: COUNTS, hasMore: false, opens: true, asked: [] });
  Element.prototype.scrollIntoView = () => undefined;
  vi.stubGlobal("chrome", { runtime: { onMessage: { addListener: (listener: typeof tell) => { tell = listener; }, removeListener: () => undefined } } });
});

afterEach(() => {
  act(() => root.unmount());
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const texts = (selector: string): (string | null)[] => [...document.querySelectorAll(selector)].map(({ textContent }) => textContent);
const rowOf = (id: string): HTMLButtonElement => document.querySelector(`[data-row="${id}"]`)!;
const buttonNamed = (name: string): HTMLButtonElement => [...document.querySelectorAll("button")].find((button) => (button.getAttribute("aria-label") ?? button.textContent).trim() === name)!;
const focused = (): string | null | undefined => document.activeElement?.getAttribute("data-row");

async function click(element: Element): Promise<void> {
  await act(async () => {
    element.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    await Promise.resolve();
  });
}

function press(key: string): void {
  act(() => void document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })));
}

async function type(search: string): Promise<void> {
  const input = document.querySelector<HTMLInputElement>("input[type=search]")!;
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!.set!.call(input, search);
  await act(async () => {
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await Promise.resolve();
  });
}

describe("the worklist", () => {
  it("stands in its parts, each with a heading and how many there are", async () => {
    await show([OVERDUE, DUE_TODAY, UNDATED, AHEAD, ACKNOWLEDGED]);
    expect(texts("h2")).toEqual(["Försenat 12", "Nu 3", "Kommande 30", "Kvitterat 1"]);
  });

  it("says politely what it holds, and beside it when it was fetched: a time that changes is not read out", async () => {
    await show([OVERDUE]);
    expect(texts("[role=status]")[0]).toBe("12 försenade, 3 nu, 30 kommande, 1 kvitterad.");
    expect(texts(".hint")[0]).toMatch(/^Hämtat \d\d\.\d\d · Data från 2022-11-30, inläst 30 november \d\d\.10$/);
    expect(texts(".incomplete")).toEqual([""]);
  });

  it("warns of data that is old or has not come", async () => {
    world.counts = { ...COUNTS, age: { ...COUNTS.age, incompleteBecause: ["Den senaste filen BESLUT är 5 dagar gammal (2022-11-25)."] } };
    await show([OVERDUE]);
    expect(texts("[role=status].incomplete")).toEqual(["Uppgifterna är ofullständigaDen senaste filen BESLUT är 5 dagar gammal (2022-11-25)."]);
  });

  it("has of each finding what it is, by when, why, and where", async () => {
    await show([OVERDUE]);
    expect(texts("[data-row] > span")).toEqual(["Brådskar: Genomförandeplan saknas", "Förföll 2022-11-10, för 20 dagar sedan", "Ingen plan har kommit.", "Akt 103871-5 · beslut 1001 · beställning B77"]);
  });

  it("says that there is nothing to do", async () => {
    world.counts = { ...COUNTS, kinds: [] };
    await show([]);
    expect(texts("[role=status]")[0]).toBe("Inget att göra.");
  });

  it("counts each kind, the most first, and leaves those that one chooses", async () => {
    await show([OVERDUE, AHEAD]);
    expect(texts(".chip")).toEqual(["Alla 46", "Uppföljning 30", "Plan saknas 14", "Delegation 2"]);
    await click(buttonNamed("Delegation 2"));
    expect(world.asked.at(-1)).toEqual({ type: "worklist", request: { caseworker: "NIHA13", kinds: ["DELEGATION"], first: 50 } });
    expect(buttonNamed("Delegation 2").getAttribute("aria-pressed")).toBe("true");
  });

  it("keeps a chosen kind of which nothing is left, says that it shows that alone, and the filter can be taken back", async () => {
    await show([OVERDUE]);
    await click(buttonNamed("Plan saknas 14"));
    [world.counts, world.rows] = [{ ...COUNTS, kinds: COUNTS.kinds.filter(({ kind }) => kind === "REVIEW_DUE") }, []];
    await act(async () => {
      tell(caseChanged("103871-5"));
      await Promise.resolve();
    });
    await act(() => new Promise((resolve) => { setTimeout(resolve, 0); }));
    expect([texts(".chip"), texts("[role=status]")[0]]).toEqual([["Alla 30", "Uppföljning 30", "Plan saknas 0"], "Visar bara Plan saknas: inget att göra."]);
    await click(buttonNamed("Alla 30"));
    expect(texts("[role=status]")[0]).toBe("30 kommande.");
  });

  it("says of which kinds it speaks", async () => {
    await show([OVERDUE]);
    await click(buttonNamed("Delegation 2"));
    expect(texts("[role=status]")[0]).toBe("Visar bara Delegation: 2 nu.");
  });

  it("keeps its search field while something is searched, though nothing is left to be found", async () => {
    await show([OVERDUE]);
    await type("delegation");
    world.rows = [];
    await act(async () => {
      tell(caseChanged("103871-5"));
      await Promise.resolve();
    });
    await act(() => new Promise((resolve) => { setTimeout(resolve, 0); }));
    expect(document.querySelector("input[type=search]")).not.toBeNull();
  });

  it("is searched in what is shown", async () => {
    await show([OVERDUE, UNDATED, AHEAD]);
    await type("delegation");
    expect([texts("h2"), texts("[role=status]")[0]]).toEqual([["Nu 1 / 3"], "Visar 1 av 3 hämtade rader."]);
    await type("ingenting alls");
    expect(texts("[role=status]")[0]).toBe("Ingen rad matchar sökningen.");
  });

  it("has its next page fetched", async () => {
    world.hasMore = true;
    await show([OVERDUE]);
    await click(buttonNamed("Visa fler (1 av 46 visas)"));
    expect(world.asked.at(-1)).toEqual({ type: "worklist", request: { caseworker: "NIHA13", first: 50, after: "e" } });
    await act(() => new Promise((resolve) => { requestAnimationFrame(resolve); }));
    expect(document.activeElement).toBe(document.querySelectorAll("[data-row]")[1]);
  });

  it("opens the case of a row, and says so", async () => {
    await show([OVERDUE]);
    await click(rowOf("1"));
    expect([world.asked.at(-1), texts("[role=status]")[1]]).toEqual([{ type: "openCase", fileNumber: "103871-5" }, "Akt 103871-5 öppnas i verksamhetssystemet."]);
  });

  it("is fetched anew when somebody has answered something about a case", async () => {
    await show([OVERDUE]);
    world.rows = [DUE_TODAY];
    await act(async () => {
      tell(caseChanged("103871-5"));
      await Promise.resolve();
    });
    await act(() => new Promise((resolve) => { setTimeout(resolve, 0); }));
    expect(texts("[data-row]")).toHaveLength(1);
    expect(rowOf("2")).not.toBeNull();
  });

  it("waits with that until somebody looks", async () => {
    await show([OVERDUE]);
    const asked = world.asked.length;
    vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    act(() => tell(caseChanged("103871-5")));
    expect(world.asked).toHaveLength(asked);
  });

  it("says what to do where it is not known how cases are opened", async () => {
    world.opens = false;
    await show([OVERDUE]);
    await click(rowOf("1"));
    expect(texts("[role=status]")[1]).toBe("Var akter öppnas är inte inställt. Sök akt 103871-5 i verksamhetssystemet.");
  });
});

describe("a service that is away", () => {
  const settled = (): Promise<unknown> => act(() => new Promise((resolve) => { setTimeout(resolve, 0); }));

  it("is told in an element that was there before its words: else it is not announced", async () => {
    await show([OVERDUE]);
    const silent = [...document.querySelectorAll("[role=status]")].map((element) => ({ element, was: element.textContent }));
    world.isAway = true;
    act(() => tell(caseChanged("103871-5")));
    await settled();
    const told = silent.filter(({ element, was }) => was === "" && element.isConnected && element.textContent !== "");
    expect(told.map(({ element }) => element.textContent)).toEqual([expect.stringContaining("Överblick når inte gatewayen")]);
  });

  it("leaves the keyboard at the head of the list when its button goes with it, and elsewhere where it was", async () => {
    world.isAway = true;
    await show([OVERDUE]);
    world.isAway = false;
    act(() => buttonNamed("Försök igen").focus());
    await click(buttonNamed("Försök igen"));
    await settled();
    expect([buttonNamed("Försök igen"), document.activeElement?.localName]).toEqual([undefined, "h1"]);
    act(() => rowOf("1").focus());
    world.isAway = true;
    act(() => tell(caseChanged("103871-5")));
    await settled();
    expect([buttonNamed("Försök igen").isConnected, focused()]).toEqual([true, "1"]);
  });
});

describe("the keyboard", () => {
  it("comes to one row, and goes on with the arrow keys over all parts", async () => {
    await show([OVERDUE, DUE_TODAY, AHEAD]);
    expect([...document.querySelectorAll<HTMLElement>("[data-row]")].map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1]);
    act(() => rowOf("1").focus());
    const walked = ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "Home", "End"].map((key) => {
      press(key);
      return focused();
    });
    expect(walked).toEqual(["2", "4", "4", "2", "1", "4"]);
  });

  it("comes back to the row that it left", async () => {
    await show([OVERDUE, DUE_TODAY]);
    act(() => rowOf("2").focus());
    expect([rowOf("1").tabIndex, rowOf("2").tabIndex]).toEqual([-1, 0]);
  });
});

describe("a protected person", () => {
  const HIDDEN = entry("7", { protected: true });

  it("is a lock and a file number until more is asked for", async () => {
    await show([HIDDEN, OVERDUE]);
    expect(rowOf("7").textContent).toBe("Skyddade personuppgifterAkt 103877-5");
    await click(buttonNamed("Visa uppgifter om skyddad person, akt 103877-5"));
    expect(rowOf("7").textContent).toContain("Genomförandeplan saknas");
  });

  it("is that again for the next viewer", async () => {
    await show([HIDDEN]);
    await click(buttonNamed("Visa uppgifter om skyddad person, akt 103877-5"));
    await act(async () => {
      tell(VIEWER_CHANGED);
      await Promise.resolve();
    });
    await act(() => new Promise((resolve) => { setTimeout(resolve, 0); }));
    expect(rowOf("7").textContent).toBe("Skyddade personuppgifterAkt 103877-5");
  });
});

describe("a head", () => {
  it("chooses all units, one, or a caseworker", async () => {
    world.viewer = HEAD;
    await show([OVERDUE]);
    expect(texts("option")).toEqual(["Alla mina enheter", "Enhet Äldreomsorg norr (HALAO1)", "Nina Harju (NIHA13)", "Enhet HALAO2"]);
  });

  it("sees what each has on the desk, and goes from there to their work", async () => {
    world.viewer = HEAD;
    await show([OVERDUE]);
    expect(texts(".desk")).toEqual(["Nina Harju (NIHA13) Äldreomsorg norr (HALAO1)34 klienter · 51 beslut · 40 att göra, varav 12 brådskar", "Utan handläggare Äldreomsorg norr (HALAO1)1 klient · 1 beslut · inget att göra"]);
    expect(texts("details .hint")).toEqual(["Klienter för varje handläggare: 1 till 34, median 20."]);
    await click(buttonNamed("Nina Harju (NIHA13)"));
    expect(world.asked.findLast(({ type }) => type === "worklist")).toEqual({ type: "worklist", request: { caseworker: "NIHA13", unit: "HALAO1", first: 50 } });
  });

  it("is told whose each row is; a caseworker knows", async () => {
    await show([OVERDUE]);
    expect(texts(".file")).toEqual(["Akt 103871-5 · beslut 1001 · beställning B77"]);
    act(() => root.unmount());
    world.viewer = HEAD;
    await show([OVERDUE]);
    expect(texts(".file")).toEqual(["Akt 103871-5 · beslut 1001 · beställning B77 · Nina Harju (NIHA13)"]);
  });
});
