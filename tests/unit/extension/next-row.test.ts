import { afterEach, describe, expect, it, vi } from "vitest";
import { goToNextRow } from "../../../extension/background/next-row.js";

/** A tab whose frames answer so to each message. */
function tab(...answers: readonly unknown[]) {
  const told: unknown[] = [];
  const sendMessage = (id: number, message: object): Promise<unknown> => {
    told.push({ id, ...message });
    const answer = answers[told.length - 1];
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  vi.stubGlobal("chrome", { tabs: { sendMessage } });
  return told;
}

afterEach(() => { vi.unstubAllGlobals(); });

describe("the command for the next row", () => {
  it("is for the frame that has the keyboard", async () => {
    const told = tab(true);
    await goToNextRow(7);
    expect(told).toEqual([{ id: 7, type: "nextRow", onlyFocused: true }]);
  });

  it("is for those that have a list, where that one has none", async () => {
    const told = tab(undefined, true);
    await goToNextRow(7);
    expect(told).toEqual([{ id: 7, type: "nextRow", onlyFocused: true }, { id: 7, type: "nextRow", onlyFocused: false }]);
  });

  it("does nothing in a tab where nobody listens", async () => {
    tab(new Error("Receiving end does not exist"), new Error("Receiving end does not exist"));
    await expect(goToNextRow(7)).resolves.toBeUndefined();
  });
});
