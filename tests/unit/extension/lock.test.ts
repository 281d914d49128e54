import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Lock } from "../../../extension/background/lock.js";

let memory: Record<string, unknown>;
let tell: (state: string) => void;
let heard: number;
let interval: number;
/** What the browser says when it is asked. */
let state: string;
let lock: Lock;
let origin: string;

/** A worker that has just been started: all that it knows is in `storage.session`. */
function newWorker(): void {
  lock = new Lock(() => Promise.resolve(void (heard += 1)));
}

beforeEach(() => {
  [memory, heard, interval, state, origin] = [{}, 0, 0, "active", "chrome-extension://ours/"];
  vi.stubGlobal("chrome", {
    idle: {
      setDetectionInterval: (seconds: number) => { interval = seconds; },
      queryState: () => Promise.resolve(state),
      onStateChanged: { addListener: (listener: typeof tell) => { tell = listener; } },
    },
    runtime: { getURL: () => origin },
    storage: { session: { get: () => Promise.resolve({ ...memory }), set: (more: object) => Promise.resolve(void Object.assign(memory, more)) } },
  });
  newWorker();
});

afterEach(() => { vi.unstubAllGlobals(); });

async function machineIs(now: string): Promise<void> {
  state = now;
  tell(state);
  await new Promise((resolve) => { setImmediate(resolve); });
}

describe("the machine", () => {
  it("is not locked to begin with", async () => {
    expect(await lock.isLocked()).toBe(false);
  });

  it.each(["locked", "idle"])("counts as locked when the browser says that it is %s, and everybody is told", async (state) => {
    await machineIs(state);
    expect([await lock.isLocked(), heard]).toEqual([true, 1]);
  });

  it("is idle when nobody has touched it for half an hour", () => {
    expect(interval).toBe(1_800);
  });

  it("is idle after five minutes in Firefox, which does not tell that it is locked", () => {
    origin = "moz-extension://ours/";
    newWorker();
    expect(interval).toBe(300);
  });

  it("that is left and then locked is told of once", async () => {
    await machineIs("idle");
    await machineIs("locked");
    expect(heard).toBe(1);
  });

  it("that is locked and opened again at once is open", async () => {
    tell("locked");
    await machineIs("active");
    expect([await lock.isLocked(), memory]).toEqual([false, { locked: false }]);
  });

  it("is open when it is seen to be, though nobody heard of it, and everybody is told", async () => {
    await machineIs("locked");
    state = "active";
    expect([await lock.isLocked(), await lock.isLocked(), heard]).toEqual([false, false, 2]);
  });

  it("stays locked until it is told otherwise in a browser that can't be asked", async () => {
    vi.stubGlobal("chrome", { ...chrome, idle: { setDetectionInterval: () => undefined, onStateChanged: { addListener: (listener: typeof tell) => { tell = listener; } } } });
    newWorker();
    await machineIs("locked");
    expect(await lock.isLocked()).toBe(true);
  });

  it("is unlocked when somebody is there again, though it is another worker that hears of it", async () => {
    await machineIs("locked");
    newWorker();
    await machineIs("active");
    expect([await lock.isLocked(), heard]).toEqual([false, 2]);
  });
});
