import { afterEach, describe, expect, it } from "vitest";
import { dataFromText } from "../../../extension/connection-texts.js";
import { useLanguage } from "../../../extension/language.js";

const NOW = new Date(2022, 10, 30, 9, 0);
const at = (day: number, hour: number, minute: number): string => new Date(2022, 10, day, hour, minute).toISOString();

afterEach(() => useLanguage("SV"));

describe("what a panel says of its data", () => {
  it.each([
    ["loaded this night", at(30, 2, 10), "Data från 2022-11-30, inläst i natt 02.10"],
    ["at the night's end", at(30, 5, 59), "Data från 2022-11-30, inläst i natt 05.59"],
    ["in the morning", at(30, 6, 0), "Data från 2022-11-30, inläst i dag 06.00"],
    ["the day before", at(29, 2, 10), "Data från 2022-11-30, inläst i går 02.10"],
    ["earlier", at(28, 14, 32), "Data från 2022-11-30, inläst 28 november 14.32"],
    ["never whole", null, "Data från 2022-11-30"],
  ])("%s", (_when, loadedAt, text) => {
    expect(dataFromText("2022-11-30", loadedAt, NOW)).toBe(text);
  });

  it("is in English, too", () => {
    useLanguage("EN");
    expect(dataFromText("2022-11-30", at(30, 2, 10), NOW)).toBe("Data from 2022-11-30, loaded last night 02:10");
  });
});
