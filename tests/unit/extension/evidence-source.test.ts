import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { dataFromText } from "../../../extension/connection-texts.js";
import { evidenceSource } from "../../../extension/texts.js";

beforeEach(() => vi.stubEnv("TZ", "Europe/Stockholm"));
afterEach(() => { vi.unstubAllEnvs(); });

describe("the day that something was loaded", () => {
  it("is that of Stockholm, where it was half past midnight", () => {
    const source = evidenceSource({ fact: "DECISION", key: "B1001", label: "Beslut", shown: "B1001", file: "SOSYS_BESLUT_HAL_20221130.TXT", line: 12, loadedAt: "2022-11-29T23:30:00Z" });
    expect(source).toBe("beslut B1001 · SOSYS_BESLUT_HAL_20221130.TXT, rad 12 · inläst 2022-11-30");
  });

  it.each([
    // Late on a day of 25 hours, and early after one of 23.
    ["2022-10-29T00:10:00Z", "2022-10-30T22:30:00Z", "inläst i går 02.10"],
    ["2023-03-26T10:00:00Z", "2023-03-26T22:30:00Z", "inläst i går 12.00"],
  ])("%s is yesterday for %s, though the clock was changed", (loadedAt, now, text) => {
    expect(dataFromText("2022-10-30", loadedAt, new Date(now))).toContain(text);
  });
});
