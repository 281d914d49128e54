import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { KeyBatch } from "../../../extension/background/key-batch.js";
import type { Answer } from "../../../extension/messages.js";
import type { CaseKey, CaseOverlay } from "../../../extension/operations/overlay.js";
import { fileNumberOf, overlayOf } from "./overlays.js";

const key = (fileNumber: string): CaseKey => ({ fileNumber });
const numbers = (count: number): CaseKey[] => Array.from({ length: count }, (_, index) => key(String(index)));

function gateway(answer?: Answer<readonly CaseOverlay[]>) {
  const asked: (readonly CaseKey[])[] = [];
  const batch = new KeyBatch((keys) => {
    asked.push(keys);
    return Promise.resolve(answer ?? { ok: true, data: keys.map((each) => overlayOf(fileNumberOf(each), "OK")) });
  });
  return { batch, asked };
}

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

/** The file numbers answered, or the code of the failure. */
async function answered(answers: Promise<Answer<readonly CaseOverlay[]>>): Promise<unknown> {
  await vi.advanceTimersByTimeAsync(200);
  const answer = await answers;
  return answer.ok ? answer.data.map((each) => each.key.fileNumber) : answer.code;
}

describe("keys of several frames", () => {
  it("are asked for in one operation, each once", async () => {
    const { batch, asked } = gateway();
    const frames = [batch.overlay([key("1"), key("2")]), batch.overlay([key("2"), key("3")])];
    await Promise.all(frames.map(answered));
    expect(asked).toEqual([[key("1"), key("2"), key("3")]]);
  });

  it("are answered to each frame in the order it asked", async () => {
    const { batch } = gateway();
    const [one, other] = [batch.overlay([key("2"), key("1")]), batch.overlay([key("3"), key("2"), key("3")])];
    expect(await answered(one)).toEqual(["2", "1"]);
    expect(await answered(other)).toEqual(["3", "2", "3"]);
  });

  it("are asked for at most 200 at a time", async () => {
    const { batch, asked } = gateway();
    await answered(batch.overlay(numbers(450)));
    expect(asked.map(({ length }) => length)).toEqual([200, 200, 50]);
  });

  it("are asked for in one operation by frames that load one after the other", async () => {
    const { batch, asked } = gateway();
    for (const frame of ["1", "2", "3", "4"]) {
      void batch.overlay([key(frame)]);
      await vi.advanceTimersByTimeAsync(30);
    }
    await vi.advanceTimersByTimeAsync(200);
    expect(asked).toEqual([["1", "2", "3", "4"].map(key)]);
  });

  it("do not wait for ever for others", async () => {
    const { batch, asked } = gateway();
    for (let frame = 0; frame < 6; frame += 1) {
      void batch.overlay([key(String(frame))]);
      await vi.advanceTimersByTimeAsync(30);
    }
    expect(asked.map(({ length }) => length)).toEqual([5]);
  });

  it("are not asked for again while the answer is on its way, or just there", async () => {
    const { batch, asked } = gateway();
    const first = batch.overlay([key("1")]);
    await vi.advanceTimersByTimeAsync(41);
    expect(await Promise.all([answered(first), answered(batch.overlay([key("1")])), answered(batch.overlay([key("1")]))])).toEqual([["1"], ["1"], ["1"]]);
    expect(asked).toHaveLength(1);
  });

  it("are asked for anew half a minute later", async () => {
    const { batch, asked } = gateway();
    await answered(batch.overlay([key("1")]));
    await vi.advanceTimersByTimeAsync(30_000);
    await answered(batch.overlay([key("1")]));
    expect(asked).toHaveLength(2);
  });

  it("are asked for anew after a failure", async () => {
    const { batch, asked } = gateway({ ok: false, code: "UNREACHABLE" });
    await answered(batch.overlay([key("1")]));
    await answered(batch.overlay([key("1")]));
    expect(asked).toHaveLength(2);
  });

  it("are asked for anew when somebody else is signed in", async () => {
    const { batch, asked } = gateway();
    await answered(batch.overlay([key("1")]));
    batch.forget();
    await answered(batch.overlay([key("1")]));
    expect(asked).toHaveLength(2);
  });

  it("that are gathered when somebody else signs in are asked for once, for whoever is there then", async () => {
    const { batch, asked } = gateway();
    const former = batch.overlay([key("1"), key("2")]);
    batch.forget();
    const anew = batch.overlay([key("2"), key("3")]);
    expect(await Promise.all([answered(former), answered(anew)])).toEqual([["1", "2"], ["2", "3"]]);
    expect(asked).toEqual([[key("1"), key("2"), key("3")]]);
  });

  it("that have been sent when somebody else signs in are asked for anew", async () => {
    const { batch, asked } = gateway();
    const former = batch.overlay(numbers(200));
    batch.forget();
    await Promise.all([answered(former), answered(batch.overlay(numbers(200)))]);
    expect(asked).toHaveLength(2);
  });

  it("of four frames with the same 735 take four operations", async () => {
    const { batch, asked } = gateway();
    await Promise.all([1, 2, 3, 4].map(() => answered(batch.overlay(numbers(735)))));
    expect(asked.map(({ length }) => length)).toEqual([200, 200, 200, 135]);
  });

  it("are told apart by kind of number", async () => {
    const { batch, asked } = gateway({ ok: false, code: "FAULTY" });
    await answered(batch.overlay([{ fileNumber: "7" }, { personalNumber: "7" }]));
    expect(asked).toEqual([[{ fileNumber: "7" }, { personalNumber: "7" }]]);
  });

  it("need no operation when there are none", async () => {
    const { batch, asked } = gateway();
    expect(await answered(batch.overlay([]))).toEqual([]);
    expect(asked).toEqual([]);
  });
});

describe("an answer", () => {
  it("is held for twenty seconds and no longer, though nobody asks again", async () => {
    const { batch } = gateway();
    await answered(batch.overlay([key("1")]));
    await vi.advanceTimersByTimeAsync(10_000);
    await answered(batch.overlay([key("2")]));
    const held = [batch.held];
    for (const wait of [9_700, 10_200]) {
      await vi.advanceTimersByTimeAsync(wait);
      held.push(batch.held);
    }
    expect([held, vi.getTimerCount()]).toEqual([[2, 1, 0], 0]);
  });
});

describe("an error of the program", () => {
  it("reaches every frame that asked", async () => {
    const batch = new KeyBatch(() => Promise.reject(new Error("broken")));
    const frames = Promise.allSettled([batch.overlay([key("1")]), batch.overlay([key("2")])]);
    await vi.advanceTimersByTimeAsync(200);
    expect((await frames).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });
});

describe("answers that are not to be trusted", () => {
  it("of the gateway come back as their code", async () => {
    expect(await answered(gateway({ ok: false, code: "UNREACHABLE" }).batch.overlay([key("1")]))).toBe("UNREACHABLE");
  });

  it("are those about another key", async () => {
    expect(await answered(gateway({ ok: true, data: [overlayOf("2", "OK")] }).batch.overlay([key("1")]))).toBe("FAULTY");
  });

  it("are those of another number of keys", async () => {
    expect(await answered(gateway({ ok: true, data: [] }).batch.overlay([key("1")]))).toBe("FAULTY");
  });
});
