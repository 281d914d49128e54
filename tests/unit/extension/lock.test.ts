import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { followLock, isLocked } from "../../../extension/background/lock.js";

let memory: Record<string, unknown>;
let tell: (state: string) => void;
let heard: boolean[];

/** A worker that has just been started: all that it knows is in `storage.session`. */
function newWorker(): void {
  followLock((locked) => Promise.resolve(void heard.push(locked)));
}

beforeEach(() => {
  [memory, heard] = [{}, []];
  vi.stubGlobal("chrome", {
    idle: { onStateChanged: { addListener: (listener: typeof tell) => { tell = listener; } } },
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

  it("is locked when the browser says so, and everybody is told", async () => {
    await machineIs("locked");
    expect([await isLocked(), heard]).toEqual([true, [true]]);
  });

  it.each(["active", "idle"])("is unlocked when the browser says that it is %s, though to another worker", async (state) => {
    await machineIs("locked");
    newWorker();
    await machineIs(state);
    expect([await isLocked(), heard]).toEqual([false, [true, false]]);
  });

  it("that was never locked tells nobody of a pause", async () => {
    await machineIs("idle");
    await machineIs("active");
    expect(heard).toEqual([]);
  });
});
