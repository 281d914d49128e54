import { beforeEach, describe, expect, it } from "vitest";
import { Connection, type ConnectionMemory, missed } from "../../../extension/background/connection.js";
import type { Answer } from "../../../extension/messages.js";

const FINE = { ok: true, data: "fine" } as const;
const UNAUTHENTICATED = { ok: false, code: "UNAUTHENTICATED" } as const;

/** What `storage.session` holds: it outlives the worker. */
let stored: ConnectionMemory | null;
let place: string;
let now: number;
let backs: number;
let sent: number;
let answer: Answer<string>;
/** Holds answers back until it is released. */
let held: Promise<void> | null;

function newWorker(random = 0): Connection {
  return new Connection({
    read: () => Promise.resolve(stored),
    write: (memory) => Promise.resolve(void (stored = memory)),
    place: () => Promise.resolve(place),
    back: () => { backs += 1; },
    now: () => now,
    random: () => random,
  });
}

async function question(): Promise<Answer<string>> {
  sent += 1;
  await held;
  return answer;
}

beforeEach(() => {
  [stored, place, now, backs, sent, answer, held] = [null, "here", 0, 0, 0, FINE, null];
});

/** What is told of a service that is away. */
const away = (service: "GATEWAY" | "ISSUER", answeredAt: number | null, tryAt: number) => ({ ok: false, code: "UNREACHABLE", away: { service, answeredAt, tryAt } });

describe("a service that is away", () => {
  it("is named, with when it last answered and when it is tried again", async () => {
    const connection = newWorker();
    now = 1_000;
    await connection.through(question);
    [now, answer] = [60_000, missed("GATEWAY")];
    expect(await connection.through(question)).toEqual(away("GATEWAY", 1_000, 65_000));
  });

  it("is the issuer when it is the issuer that does not answer", async () => {
    answer = missed("ISSUER");
    expect(await newWorker().through(question)).toEqual(away("ISSUER", null, 5_000));
  });

  it("is not asked again before it is time, whoever asks", async () => {
    const connection = newWorker();
    answer = missed("GATEWAY");
    await connection.through(question);
    now = 4_999;
    expect(await Promise.all([1, 2, 3].map(() => connection.through(question)))).toEqual([1, 2, 3].map(() => away("GATEWAY", null, 5_000)));
    expect(sent).toBe(1);
  });

  it("is then asked by one alone, however many wait", async () => {
    const connection = newWorker();
    answer = missed("GATEWAY");
    await connection.through(question);
    now = 5_000;
    await Promise.all(Array.from({ length: 40 }, () => connection.through(question)));
    expect(sent).toBe(2);
  });

  it("is left alone for longer each time, a minute at most", async () => {
    const connection = newWorker();
    answer = missed("GATEWAY");
    const rests: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      const failed = await connection.through(question);
      const tryAt = failed.ok ? 0 : failed.away!.tryAt;
      rests.push(tryAt - now);
      now = tryAt;
    }
    expect(rests).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  });

  it("is tried again at another moment by each computer", async () => {
    answer = missed("GATEWAY");
    expect(await newWorker(1).through(question)).toEqual(away("GATEWAY", null, 6_000));
  });

  it("counts as tried once when several questions were under way", async () => {
    const connection = newWorker();
    let release = (): void => undefined;
    held = new Promise((resolve) => { release = resolve; });
    answer = missed("GATEWAY");
    const asked = [connection.through(question), connection.through(question), connection.through(question)];
    release();
    expect(await Promise.all(asked)).toEqual([1, 2, 3].map(() => away("GATEWAY", null, 5_000)));
  });

  it("holds up nobody who has corrected its address", async () => {
    const connection = newWorker();
    answer = missed("GATEWAY");
    await connection.through(question);
    [place, answer] = ["there", FINE];
    expect(await connection.through(question)).toEqual(FINE);
  });

  it("is known to the next worker, too", async () => {
    answer = missed("GATEWAY");
    await newWorker().through(question);
    expect(await newWorker().through(question)).toEqual(away("GATEWAY", null, 5_000));
    expect(sent).toBe(1);
  });
});

describe("a service that is back", () => {
  it("answers all who waited, and everybody is told once", async () => {
    const connection = newWorker();
    answer = missed("GATEWAY");
    await connection.through(question);
    [now, answer] = [5_000, FINE];
    expect(await Promise.all([1, 2, 3].map(() => connection.through(question)))).toEqual([FINE, FINE, FINE]);
    expect(backs).toBe(1);
  });

  it("is found at once when somebody asks for it, and not more often than every other second", async () => {
    const connection = newWorker();
    answer = missed("GATEWAY");
    await connection.through(question);
    now = 1_999;
    await connection.tryNow();
    await connection.through(question);
    expect(sent).toBe(1);
    [now, answer] = [2_000, FINE];
    await connection.tryNow();
    expect(await connection.through(question)).toEqual(FINE);
  });

  it("is the issuer when somebody has signed in there", async () => {
    const connection = newWorker();
    answer = missed("ISSUER");
    await connection.through(question);
    await connection.answered("ISSUER");
    expect([backs, stored?.away]).toEqual([1, null]);
  });

  it("is not the gateway when the issuer answers", async () => {
    const connection = newWorker();
    answer = missed("GATEWAY");
    await connection.through(question);
    await connection.answered("ISSUER");
    expect(await connection.through(question)).toEqual(away("GATEWAY", null, 5_000));
  });
});

describe("a failure that is nobody's absence", () => {
  it.each([UNAUTHENTICATED, { ok: false, code: "NOT_PERMITTED" }, { ok: false, code: "FORBIDDEN" }, { ok: false, code: "FAULTY" }] as const)("is passed on: $code", async (failure) => {
    answer = failure;
    const connection = newWorker();
    expect([await connection.through(question), await connection.through(question)]).toEqual([failure, failure]);
    expect(sent).toBe(2);
  });

  it("does not make a service come back that nobody asked", async () => {
    const connection = newWorker();
    answer = missed("GATEWAY");
    await connection.through(question);
    [now, answer] = [5_000, UNAUTHENTICATED];
    await connection.through(question);
    expect([backs, stored?.away?.service]).toEqual([0, "GATEWAY"]);
  });
});

it("a question that breaks off does not hold up those behind it", async () => {
  const connection = newWorker();
  answer = missed("GATEWAY");
  await connection.through(question);
  now = 5_000;
  const broken = connection.through(() => Promise.reject(new Error("broken")));
  const next = connection.through(question);
  await expect(broken).rejects.toThrow("broken");
  expect(await next).toMatchObject({ code: "UNREACHABLE" });
});
