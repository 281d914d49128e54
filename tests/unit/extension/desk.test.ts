import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Ask, Failure, Message } from "../../../extension/messages.js";
import type { Viewer } from "../../../extension/operations/viewer.js";
import { Desk } from "../../../extension/worklist/desk.js";
import { AHEAD, COUNTS, OVERDUE, UNDATED } from "./worklists.js";

const CASEWORKER: Viewer = { subject: "NIHA13", shown: "Nina Harju (NIHA13)", roles: ["CASEWORKER"], units: [{ code: "HALAO1", shown: "Äldreomsorg norr (HALAO1)" }], district: "HAL" };
const HEAD: Viewer = { subject: "CHEF01", shown: "Carl Helin (CHEF01)", roles: ["MANAGER"], units: [{ code: "HALAO1", shown: "Äldreomsorg norr (HALAO1)" }], district: "HAL" };
const AWAY: Failure = { ok: false, code: "UNREACHABLE", away: { service: "GATEWAY", answeredAt: null, tryAt: 0 } };
const MINUTE = 60_000;

const world = { viewer: CASEWORKER, failure: null as Failure | null, hold: null as Promise<void> | null, asked: [] as Message[] };
let desk: Desk;

const ask = (async (message: Message) => {
  world.asked.push(message);
  await world.hold;
  if (world.failure && message.type !== "tryNow") return world.failure;
  switch (message.type) {
    case "viewer":
      return { ok: true, data: world.viewer };
    case "worklistCounts":
      return { ok: true, data: COUNTS };
    case "worklist":
      return message.request.after === undefined
        ? { ok: true, data: { edges: [{ ...OVERDUE }, { ...UNDATED }], pageInfo: { endCursor: "e1", hasNextPage: true }, totalCount: 3 } }
        : { ok: true, data: { edges: [{ ...AHEAD }], pageInfo: { endCursor: "e2", hasNextPage: false }, totalCount: 3 } };
    case "caseload":
      return { ok: true, data: { loads: [], spread: null } };
    case "openCase":
      return { ok: true, data: message.fileNumber === "103871-5" };
    default:
      return { ok: true, data: null };
  }
}) as Ask;

const answered = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
const lists = () => world.asked.flatMap((message) => (message.type === "worklist" ? [message.request] : []));
const shown = () => desk.view().fetched?.entries.map(({ node }) => node.id);

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2022-11-30T10:40:00") });
  Object.assign(world, { viewer: CASEWORKER, failure: null, hold: null, asked: [] });
  desk = new Desk(ask);
});

afterEach(() => {
  desk.stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("the worklist that is fetched", () => {
  it("is a caseworker's own", async () => {
    desk.refresh();
    await answered();
    expect([lists(), shown()]).toEqual([[{ caseworker: "NIHA13", first: 50 }], ["1", "3"]]);
  });

  it("is a head's of all units, with what each caseworker has", async () => {
    world.viewer = HEAD;
    desk.refresh();
    await answered();
    expect([lists(), desk.view().caseload]).toEqual([[{ first: 50 }], { loads: [], spread: null }]);
  });

  it("asks what each caseworker has for heads alone", async () => {
    desk.refresh();
    await answered();
    expect(world.asked.map(({ type }) => type)).toEqual(["viewer", "worklistCounts", "worklist"]);
  });

  it("is of whom one chooses, of all kinds again", async () => {
    world.viewer = HEAD;
    desk.refresh();
    await answered();
    desk.filter(["DELEGATION"]);
    await answered();
    desk.choose({ caseworker: "NIHA13", unit: "HALAO1" });
    await answered();
    expect(lists()).toEqual([{ first: 50 }, { kinds: ["DELEGATION"], first: 50 }, { caseworker: "NIHA13", unit: "HALAO1", first: 50 }]);
  });

  it("goes on where the page before ended", async () => {
    desk.refresh();
    await answered();
    await desk.more();
    expect([lists()[1], shown(), desk.view().fetched?.hasMore]).toEqual([{ caseworker: "NIHA13", first: 50, after: "e1" }, ["1", "3", "4"], false]);
  });

  it("is that of the last choice, whichever answer comes last", async () => {
    world.viewer = HEAD;
    desk.refresh();
    await answered();
    let release = (): void => undefined;
    world.hold = new Promise((resolve) => { release = resolve; });
    desk.choose({ unit: "HALAO1" });
    const slow = world.hold;
    world.hold = null;
    world.failure = { ok: false, code: "FAULTY" };
    desk.choose({ caseworker: "NIHA13" });
    await answered();
    world.failure = null;
    release();
    await slow;
    await answered();
    expect([desk.view().owner, shown()]).toEqual([{ caseworker: "NIHA13" }, undefined]);
  });

});

describe("a case that is opened", () => {
  beforeEach(async () => {
    desk.refresh();
    await answered();
  });

  it.each<[string, Failure | null, string]>([
    ["103871-5", null, "OPENED"],
    ["1", null, "NOT_SET_UP"],
    ["103871-5", { ok: false, code: "FAULTY" }, "FAILED"],
  ])("is told of: %s with %j is %s", async (fileNumber, failure, outcome) => {
    world.failure = failure;
    await desk.open(fileNumber);
    expect(desk.view().opened).toEqual({ fileNumber, outcome });
  });

  it("is told of for a minute", async () => {
    await desk.open("103871-5");
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(desk.view().opened).toBeNull();
  });

  it("is forgotten with what was looked for when somebody else is there", async () => {
    desk.search("103871-5");
    await desk.open("103871-5");
    desk.viewerChanged();
    await answered();
    expect(JSON.stringify([desk.view().opened, desk.view().search])).toBe('[null,""]');
  });

  it("is nobody else's who has come meanwhile", async () => {
    let release = (): void => undefined;
    world.hold = new Promise((resolve) => { release = resolve; });
    const opening = desk.open("103871-5");
    desk.viewerChanged();
    release();
    await opening;
    await answered();
    expect(desk.view().opened).toBeNull();
  });
});

describe("what is kept", () => {
  it("is fetched anew every four minutes while somebody looks", async () => {
    desk.refresh();
    await vi.advanceTimersByTimeAsync(9 * MINUTE);
    expect([lists().length, shown()]).toEqual([3, ["1", "3"]]);
  });

  it("is gone after five minutes when nobody looks", async () => {
    desk.refresh();
    await answered();
    vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect([lists().length, shown()]).toEqual([1, undefined]);
  });

  it("stays for five minutes while the gateway is away, with since when, and then goes", async () => {
    desk.refresh();
    await answered();
    world.failure = { ...AWAY, away: { service: "GATEWAY", answeredAt: Date.now(), tryAt: Date.now() + 60 * MINUTE } };
    await vi.advanceTimersByTimeAsync(4.5 * MINUTE);
    expect([shown(), desk.view().trouble?.words]).toEqual([["1", "3"], ["Överblick når inte gatewayen, senast 10.40.", "Det som visas är från 10.40."]]);
    await vi.advanceTimersByTimeAsync(0.5 * MINUTE);
    expect([shown(), desk.view().trouble?.words]).toEqual([undefined, ["Överblick når inte gatewayen, senast 10.40."]]);
  });

  it("is forgotten at once when somebody else signs in or the machine is locked", async () => {
    desk.refresh();
    await answered();
    world.failure = { ok: false, code: "LOCKED" };
    desk.viewerChanged();
    expect([shown(), desk.view().viewer]).toEqual([undefined, null]);
    await answered();
    expect(desk.view().trouble).toEqual({ words: ["Överblick visar inget medan datorn är låst eller har lämnats."], remedies: [] });
  });

  it("is forgotten when one is no longer signed in", async () => {
    desk.refresh();
    await answered();
    world.failure = { ok: false, code: "UNAUTHENTICATED" };
    desk.refresh();
    await answered();
    expect([shown(), desk.view().trouble?.remedies]).toEqual([undefined, ["signIn", "settings"]]);
  });

  it("stays forgotten when signing in anew fails, and says so", async () => {
    world.failure = { ok: false, code: "UNAUTHENTICATED" };
    desk.refresh();
    await answered();
    desk.signIn();
    await answered();
    expect(desk.view().trouble?.words).toEqual(["Inloggningen avbröts eller nekades.", "Logga in för att se vad som behöver göras."]);
  });
});

describe("a gateway that is away", () => {
  it("is asked again by itself when it may be back", async () => {
    world.failure = { ...AWAY, away: { service: "GATEWAY", answeredAt: null, tryAt: Date.now() + 5_000 } };
    desk.refresh();
    await answered();
    world.failure = null;
    await vi.advanceTimersByTimeAsync(5_100);
    expect([shown(), desk.view().trouble]).toEqual([["1", "3"], null]);
  });

  it("is tried at once by whoever presses the button", async () => {
    desk.retry();
    await answered();
    expect(world.asked[0]).toEqual({ type: "tryNow" });
  });
});
