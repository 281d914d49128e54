import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { followLock, isLocked } from "../../../extension/background/lock.js";

let memory: Record<string, unknown>;
let tell: (state: string) => void;
let heard: number;
let interval: number;
let origin: string;

/** A worker that has just been started: all that it knows is in `storage.session`. */
function newWorker(): void {
  followLock(() => Promise.resolve(void (heard += 1)));
}

beforeEach(() => {
  [memory, heard, interval, origin] = [{}, 0, 0, "chrome-extension://ours/"];
  vi.stubGlobal("chrome", {
    idle: { setDetectionInterval: (seconds: number) => { interval = seconds; }, onStateChanged: { addListener: (listener: typeof tell) => { tell = listener; } } },
    runtime: { getURL: () => origin },
    storage: { session: { get: () => Promise.resolve({ ...memory }), set: (more: object) => Promise.resolve(void Object.assign(memory, more)) } },
  });
  newWorker();
});

afterEach(() => { vi.unstubAllGlobals(); });

async function machineIs(state: string): Promise<void> {
  tell(state);
  await new Promise((resolve) => { setImmediate(resolve); });
}

describe("the machine", () => {
  it("is not locked to begin with", async () => {
    expect(await isLocked()).toBe(false);
  });

  it.each(["locked", "idle"])("counts as locked when the browser says that it is %s, and everybody is told", async (state) => {
    await machineIs(state);
    expect([await isLocked(), heard]).toEqual([true, 1]);
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

  it("is unlocked when somebody is there again, though it is another worker that hears of it", async () => {
    await machineIs("locked");
    newWorker();
    await machineIs("active");
    expect([await isLocked(), heard]).toEqual([false, 2]);
  });
});
