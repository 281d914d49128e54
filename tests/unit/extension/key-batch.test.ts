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
  await vi.advanceTimersByTimeAsync(20);
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

  it("are asked for anew when they come later", async () => {
    const { batch, asked } = gateway();
    await answered(batch.overlay([key("1")]));
    await answered(batch.overlay([key("1")]));
    expect(asked).toHaveLength(2);
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

describe("an error of the program", () => {
  it("reaches every frame that asked", async () => {
    const batch = new KeyBatch(() => Promise.reject(new Error("broken")));
    const frames = Promise.allSettled([batch.overlay([key("1")]), batch.overlay([key("2")])]);
    await vi.advanceTimersByTimeAsync(20);
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
