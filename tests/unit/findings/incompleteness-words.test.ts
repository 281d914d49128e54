import { describe, expect, test } from "vitest";
import { incompletenessInWords } from "../../../gateway/findings/incompleteness-words.js";

describe("why an answer may lack something", () => {
  test.each([
    [{ kind: "NEVER_CAME", type: "BESTALL" }, "Filen BESTALL har aldrig kommit från Sociala system för stadsdelen.", "The file BESTALL has never come from Sociala system for the district."],
    [{ kind: "OLD", type: "BESLUT", ageDays: 4, date: "2022-11-26" }, "Den senaste filen BESLUT är 4 dagar gammal (2022-11-26).", "The latest file BESLUT is 4 days old (2022-11-26)."],
    [
      { kind: "DELIVERY_LEFT_OUT", type: "KLIENT" }, "En leverans av filen KLIENT saknas. Uppgifterna är osäkra tills en fullständig fil har kommit.",
      "A delivery of the file KLIENT is missing. The data is uncertain until a full file has come.",
    ],
    [{ kind: "ROWS_IN_QUARANTINE", type: "BESLUT", rows: 1 }, "En rad om ärendet i filen BESLUT har fel och är inte inläst.", "One row about the case in the file BESLUT has faults and is not loaded."],
    [{ kind: "ROWS_IN_QUARANTINE", type: "PLAN", rows: 2 }, "2 rader om ärendet i filen PLAN har fel och är inte inlästa.", "2 rows about the case in the file PLAN have faults and are not loaded."],
  ] as const)("is said in both languages: %j", (why, swedish, english) => {
    expect(incompletenessInWords(why, "SV")).toBe(swedish);
    expect(incompletenessInWords(why, "EN")).toBe(english);
  });
});
