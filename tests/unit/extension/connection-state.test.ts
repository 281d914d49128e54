import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Failure } from "../../../extension/messages.js";
import { ConnectionState } from "../../../extension/overlay/connection-state.js";

const at = (clock: string): number => new Date(`2022-11-30T${clock}:00`).getTime();

const calls = { retry: 0, tryNow: 0, changed: 0 };
let state: ConnectionState;

beforeEach(() => {
  vi.useFakeTimers({ now: at("10:45") });
  Object.assign(calls, { retry: 0, tryNow: 0, changed: 0 });
  const [listen, unlisten] = [window.addEventListener.bind(window), window.removeEventListener.bind(window)];
  vi.spyOn(window, "addEventListener").mockImplementation((type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions) => {
    listening.set(type, listener as never);
    listen(type, listener, options);
  });
  vi.spyOn(window, "removeEventListener").mockImplementation((type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions) => {
    listening.delete(type);
    unlisten(type, listener, options);
  });
  state = new ConnectionState({
    retry: () => { calls.retry += 1; },
    tryNow: () => { calls.tryNow += 1; },
    changed: () => { calls.changed += 1; },
    now: Date.now,
    isBesidePage: true,
  });
});

afterEach(() => {
  state.stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function gatewayAway(restMs = 5_000, answeredAt: number | null = at("10:42")): Failure {
  return { ok: false, code: "UNREACHABLE", away: { service: "GATEWAY", answeredAt, tryAt: Date.now() + restMs } };
}

function fails(failure: Failure): void {
  state.asked();
  state.failed(failure);
}

const said = (shownSince: number | null = null): string | null => state.trouble(shownSince)?.words.join(" ") ?? null;

/** Who listens for what the user does. */
const listening = new Map<string, (event: Pick<Event, "isTrusted">) => void>();

/** As if a person did it: scripts can't make such events. */
function byPerson(type: string): void {
  listening.get(type)?.({ isTrusted: true });
}

function hidden(): void {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
}

describe("what is said", () => {
  it("is nothing as long as answers come", () => {
    state.asked();
    state.answered();
    expect(state.trouble(Date.now())).toBeNull();
  });

  it("names the gateway and when it last answered", () => {
    fails(gatewayAway());
    expect(said()).toBe("Överblick når inte gatewayen, senast 10.42. Sidan fungerar som vanligt.");
  });

  it("names the day when that was another", () => {
    fails(gatewayAway(5_000, new Date("2022-11-28T16:05:00").getTime()));
    expect(said()).toMatch(/^Överblick når inte gatewayen, senast 28 november 16\.05\./);
  });

  it("names no time when there is none", () => {
    fails(gatewayAway(5_000, null));
    expect(said()).toBe("Överblick når inte gatewayen. Sidan fungerar som vanligt.");
  });

  it("names the issuer when that is away", () => {
    fails({ ok: false, code: "UNREACHABLE", away: { service: "ISSUER", answeredAt: at("09:05"), tryAt: Date.now() } });
    expect(said()).toMatch(/^Överblick når inte inloggningstjänsten, senast 09\.05\./);
  });

  it("says since when what is still shown stands", () => {
    fails(gatewayAway());
    expect(said(at("10:41"))).toBe("Överblick når inte gatewayen, senast 10.42. Det som visas är från 10.41.");
  });

  it("says that one has been signed out, to whoever was signed in", () => {
    fails({ ok: false, code: "UNAUTHENTICATED" });
    expect(said()).toBe("Logga in för att se vad som behöver göras.");
    state.answered();
    fails({ ok: false, code: "UNAUTHENTICATED" });
    expect(said()).toBe("Inloggningen har gått ut. Logga in igen för att se vad som behöver göras.");
  });

  it("stays the same while one asks again, until there is an answer", () => {
    fails(gatewayAway());
    const before = said();
    state.again();
    state.asked();
    expect([said(), state.isResting]).toEqual([before, false]);
    state.answered();
    expect(said()).toBeNull();
  });

  it("does not say so to the next one", () => {
    state.answered();
    state.forget();
    fails({ ok: false, code: "UNAUTHENTICATED" });
    expect(said()).toBe("Logga in för att se vad som behöver göras.");
  });

  it.each<[Failure["code"], string]>([
    ["UNAUTHENTICATED", "Inloggningen avbröts eller nekades."],
    ["UNREACHABLE", "Överblick når inte inloggningstjänsten."],
    ["NOT_PERMITTED", "Tillägget får inte anropa adressen i inställningarna. Kontrollera den."],
    ["FAULTY", "Tjänsten gav inget begripligt svar. Försök igen, eller kontakta systemförvaltningen."],
  ])("says why somebody who meant to sign in is not, after %s", async (code, why) => {
    fails({ ok: false, code: "UNAUTHENTICATED" });
    await state.signIn(Promise.resolve({ ok: false, code }));
    expect([calls.changed, said()]).toEqual([1, `${why} Logga in för att se vad som behöver göras.`]);
  });

  it("does not say so to the next one, nor after they could", async () => {
    await state.signIn(Promise.resolve({ ok: false, code: "UNREACHABLE" }));
    state.forget();
    fails({ ok: false, code: "UNAUTHENTICATED" });
    expect(said()).toBe("Logga in för att se vad som behöver göras.");
  });

  it.each([
    ["UNAUTHENTICATED", ["signIn", "settings"]], ["NOT_PERMITTED", ["settings"]], ["UNREACHABLE", ["retry", "settings"]],
    ["FAULTY", ["retry", "settings"]], ["FORBIDDEN", []], ["LOCKED", []],
  ] as const)("offers what can be done about %s", (code, remedies) => {
    fails({ ok: false, code });
    expect(state.trouble(null)?.remedies).toEqual(remedies);
  });
});

describe("an answer that takes its time", () => {
  it("is said to after four seconds, and not before", () => {
    state.asked();
    vi.advanceTimersByTime(3_999);
    expect([calls.changed, said()]).toEqual([0, null]);
    vi.advanceTimersByTime(1);
    expect([calls.changed, said()]).toEqual([1, "Svaret dröjer. Sidan fungerar som vanligt."]);
  });

  it("is forgotten when it comes, but not while another is under way", () => {
    state.asked();
    state.asked();
    vi.advanceTimersByTime(4_000);
    state.answered();
    expect(said()).toBe("Svaret dröjer. Sidan fungerar som vanligt.");
    state.answered();
    expect(said()).toBeNull();
  });
});

describe("after a failure", () => {
  it("one asks again when the worker's rest is over, and rests until then", () => {
    fails(gatewayAway(20_000));
    vi.advanceTimersByTime(19_999);
    expect([calls.retry, state.isResting]).toEqual([0, true]);
    vi.advanceTimersByTime(100);
    expect([calls.retry, state.isResting]).toEqual([1, false]);
  });

  it("that the worker knows nothing of one asks again after 5, 10, 20 seconds and so on, 5 minutes at most", () => {
    const rests: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      fails({ ok: false, code: "FAULTY" });
      const before = Date.now();
      vi.advanceTimersToNextTimer();
      rests.push(Math.floor((Date.now() - before) / 1_000));
    }
    expect(rests).toEqual([5, 10, 20, 40, 80, 160, 300, 300]);
  });

  it("nobody asks while nobody looks", () => {
    fails(gatewayAway());
    hidden();
    vi.advanceTimersByTime(600_000);
    byPerson("pointerdown");
    window.dispatchEvent(new Event("online"));
    expect([calls.retry, calls.tryNow]).toEqual([0, 0]);
  });

  it.each(["UNAUTHENTICATED", "FORBIDDEN", "NOT_PERMITTED", "LOCKED"] as const)("%s nothing is asked by itself: something else has to happen", (code) => {
    fails({ ok: false, code });
    byPerson("keydown");
    vi.advanceTimersByTime(600_000);
    expect([calls.retry, calls.tryNow]).toEqual([0, 0]);
  });

  it("the network that comes back has it tried at once", () => {
    fails(gatewayAway(60_000));
    window.dispatchEvent(new Event("online"));
    expect(calls.tryNow).toBe(1);
  });

  it.each(["pointerdown", "keydown"])("what the user does has it tried, every five seconds at most: %s", (type) => {
    fails(gatewayAway(60_000));
    for (let second = 0; second < 10; second += 1) {
      byPerson(type);
      vi.advanceTimersByTime(1_000);
    }
    expect(calls.tryNow).toBe(2);
  });

  it("a click of the page's own script is no user", () => {
    fails(gatewayAway(60_000));
    window.dispatchEvent(new Event("pointerdown"));
    expect(calls.tryNow).toBe(0);
  });

  it("nothing is listened to any more once an answer has come, or the page is left", () => {
    fails(gatewayAway());
    state.answered();
    byPerson("pointerdown");
    fails(gatewayAway());
    state.stop();
    byPerson("pointerdown");
    vi.advanceTimersByTime(600_000);
    expect([calls.retry, calls.tryNow]).toEqual([0, 0]);
  });
});
