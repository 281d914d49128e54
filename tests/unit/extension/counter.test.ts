import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Counter, followAlarm } from "../../../extension/background/counter.js";
import type { Answer } from "../../../extension/messages.js";
import type { Viewer } from "../../../extension/operations/viewer.js";
import type { WorklistCounts, WorkOwner } from "../../../extension/operations/worklist.js";

const CASEWORKER: Viewer = { subject: "NIHA13", shown: "Nina Harju (NIHA13)", roles: ["CASEWORKER"], units: [{ code: "HALAO1", shown: "Äldreomsorg norr (HALAO1)" }], district: "HAL" };
const HEAD: Viewer = { subject: "CHEF01", shown: "Carl Helin (CHEF01)", roles: ["MANAGER"], units: [{ code: "HALAO1", shown: "Äldreomsorg norr (HALAO1)" }, { code: "HALAO2", shown: "HALAO2" }], district: "HAL" };

let viewer: Answer<Viewer>;
let counts: Answer<WorklistCounts>;
let asked: WorkOwner[];
let hold: Promise<void> | null;
let counter: Counter;
const icon = { text: "", title: "", color: "" };

function overdue(...numbers: number[]): Answer<WorklistCounts> {
  return { ok: true, data: { on: "2022-11-30", age: { dataFrom: "2022-11-30", dataLoadedAt: new Date("2022-11-30T02:10:00").toISOString(), incompleteBecause: [] }, kinds: numbers.map((count) => ({ kind: "PLAN_MISSING", overdue: count, now: 3, ahead: 7, acknowledged: 2 })) } };
}

beforeEach(() => {
  [viewer, counts, asked, hold] = [{ ok: true, data: CASEWORKER }, overdue(8, 4), [], null];
  Object.assign(icon, { text: "old", title: "old", color: "old" });
  const set = (part: object): Promise<void> => Promise.resolve(void Object.assign(icon, part));
  counter = new Counter({ setBadgeText: set, setTitle: set, setBadgeBackgroundColor: set, setBadgeTextColor: () => Promise.resolve() }, {
    viewer: () => Promise.resolve(viewer),
    counts: async (owner) => {
      asked.push(owner);
      await hold;
      return counts;
    },
    now: () => new Date("2022-11-30T10:42:00"),
  });
});

describe("the number on the icon", () => {
  it("is what is overdue, of all kinds, and the tooltip says when it was counted", async () => {
    await counter.refresh();
    expect(icon).toMatchObject({ text: "12", title: "Överblick: 12 försenade kl. 10.42\nData från 2022-11-30, inläst i natt 02.10" });
  });

  it("has a tooltip that says what is old of the data it was counted from", async () => {
    counts = { ok: true, data: { on: "2022-11-30", age: { dataFrom: "2022-11-25", dataLoadedAt: null, incompleteBecause: ["Den senaste filen BESLUT är 5 dagar gammal (2022-11-25)."] }, kinds: [] } };
    await counter.refresh();
    expect(icon.title).toBe("Överblick: 0 försenade kl. 10.42\nData från 2022-11-25\nDen senaste filen BESLUT är 5 dagar gammal (2022-11-25).");
  });

  it("is of a caseworker's own work, and of a head's units", async () => {
    await counter.refresh();
    viewer = { ok: true, data: HEAD };
    await counter.refresh();
    expect(asked).toEqual([{ caseworker: "NIHA13" }, {}]);
  });

  it("is a quiet zero when nothing is overdue", async () => {
    await counter.refresh();
    const { color } = icon;
    counts = overdue();
    await counter.refresh();
    expect([icon.text, icon.color === color]).toEqual(["0", false]);
  });

  it("has room for four signs", async () => {
    counts = overdue(12_345);
    await counter.refresh();
    expect(icon.text).toBe("12k");
  });

  it("gives way to a question mark when it can't be counted, and the tooltip says why", async () => {
    counts = { ok: false, code: "UNREACHABLE", away: { service: "GATEWAY", answeredAt: new Date("2022-11-30T10:12:00").getTime(), tryAt: 0 } };
    await counter.refresh();
    expect(icon).toMatchObject({ text: "?", title: "Överblick: antalet försenade är inte känt. Överblick når inte gatewayen, senast 10.12." });
  });

  it("gives way to a quiet dash while nobody is signed in, and the tooltip says what to do", async () => {
    viewer = { ok: false, code: "UNAUTHENTICATED" };
    await counter.refresh();
    expect(icon).toEqual({ text: "–", title: "Överblick: logga in i arbetslistan", color: "#47545c" });
  });

  it.each(["FORBIDDEN", "LOCKED"] as const)("is not there for whoever may not know it: %s", async (code) => {
    viewer = { ok: false, code };
    await counter.refresh();
    expect(icon).toMatchObject({ text: "", title: "Överblick: öppna arbetslistan" });
  });

  it("goes when it is cleared, and an answer that was on its way does not bring it back", async () => {
    let release = (): void => undefined;
    hold = new Promise((resolve) => { release = resolve; });
    const refreshing = counter.refresh();
    await counter.clear();
    release();
    await refreshing;
    expect(icon.text).toBe("");
  });
});

describe("the alarm that has it counted", () => {
  const alarms = { made: [] as unknown[], ring: (_alarm: { readonly name: string }): void => undefined };
  afterEach(() => { vi.unstubAllGlobals(); });

  async function startWorker(): Promise<void> {
    vi.stubGlobal("chrome", {
      alarms: {
        get: () => Promise.resolve(alarms.made[0]),
        create: (name: string, info: object) => Promise.resolve(void alarms.made.push({ name, ...info })),
        onAlarm: { addListener: (listener: typeof alarms.ring) => { alarms.ring = listener; } },
      },
    });
    followAlarm(counter);
    await new Promise((resolve) => { setImmediate(resolve); });
  }

  it("rings every ten minutes, however often the worker is started in between", async () => {
    alarms.made = [];
    await startWorker();
    await startWorker();
    expect(alarms.made).toEqual([{ name: "counter", periodInMinutes: 10 }]);
  });

  it("has it counted, and no other alarm does", async () => {
    await startWorker();
    alarms.ring({ name: "another" });
    alarms.ring({ name: "counter" });
    await vi.waitFor(() => expect(asked).toHaveLength(1));
  });
});
