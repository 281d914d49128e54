import { afterEach, describe, expect, it } from "vitest";
import { failureText } from "../../../extension/connection-texts.js";
import { inBoth, language, languageOf, languageTag, useLanguage } from "../../../extension/language.js";
import { listTexts } from "../../../extension/overlay/list-texts.js";
import { badgeText, dueText, STATUS } from "../../../extension/texts.js";
import { keyTextOf } from "../../../extension/workbench/texts.js";

afterEach(() => useLanguage("SV"));

describe("the language of the texts", () => {
  it("is Swedish until another is chosen", () => {
    expect(language()).toBe("SV");
    expect(STATUS.OVERDUE).toBe("Brådskar");
  });

  it("changes with the choice, also in texts that were made before it", () => {
    const texts = inBoth({ close: "Stäng", of: (count: number) => `av ${count}` }, { close: "Close", of: (count: number) => `of ${count}` });
    useLanguage("EN");
    expect([texts.close, texts.of(3)]).toEqual(["Close", "of 3"]);
    useLanguage("SV");
    expect([texts.close, texts.of(3)]).toEqual(["Stäng", "av 3"]);
  });

  it("is told to screen readers", () => {
    expect(languageTag()).toBe("sv");
    useLanguage("EN");
    expect(languageTag()).toBe("en");
  });

  it.each([["sv", "SV"], ["sv-SE", "SV"], ["en", "EN"], ["en-GB", "EN"], ["EN-us", "EN"], ["fi", "SV"], ["eng", "SV"], ["", "SV"]])("of a browser in %j is %s", (tag, chosen) => {
    expect(languageOf(tag)).toBe(chosen);
  });

  it("is the one of counts, dates and failures, too", () => {
    useLanguage("EN");
    expect([listTexts.part("PLAN_MISSING", 5), listTexts.part("LATE", 1), ...listTexts.context({ rows: 9, byPart: {}, withoutKey: 1, waiting: 0, dataFrom: null })])
      .toEqual(["5 missing plans", "1 overdue", "of 9 rows", "1 row without a readable number"]);
    expect(dueText({ dueOn: "2022-11-10", overdueDays: 20 })).toBe("Overdue since 2022-11-10");
    const answeredAt = new Date("2022-11-30T09:05:00");
    expect(failureText({ ok: false, code: "UNREACHABLE", away: { service: "ISSUER", answeredAt: answeredAt.getTime(), tryAt: 0 } }, answeredAt))
      .toBe("Överblick can't reach the sign-in service, last reached 09:05.");
    expect(badgeText("UNKNOWN", [])).toBe("Unknown");
    expect(keyTextOf("fileNumber 103879-5")).toBe("file 103879-5");
  });
});
