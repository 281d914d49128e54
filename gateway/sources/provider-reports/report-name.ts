import { isCalendarDate } from "../../rules/calendar.js";
import type { FileName } from "../source-type.js";

/** How the files of a report are named: `TYPE_<owner>_<date>.<ending>`. */
export interface ReportName {
  /** As the contract writes it. */
  readonly pattern: string;
  readonly recognise: (fileName: string) => FileName | null;
}

/**
 * @param owner what stands in the name's middle, as the contract calls it; no owner's code has a `_`
 * @param dated whether the name ends in a day or in the month that the file is about
 */
export function reportName(type: string, owner: string, dated: "YYYYMMDD" | "YYYYMM", endings: readonly string[]): ReportName {
  const day = dated === "YYYYMMDD" ? "(\\d{2})" : "";
  const form = new RegExp(`^${type}_([^_]+)_(\\d{4})(\\d{2})${day}\\.(?:${endings.join("|")})$`, "i");
  return {
    pattern: `${type}_<${owner}>_<${dated}>.${endings.join("|")}`,
    recognise(fileName) {
      const match = form.exec(fileName);
      if (!match || !isCalendarDate(Number(match[2]), Number(match[3]), dated === "YYYYMM" ? 1 : Number(match[4]))) return null;
      const month = `${match[2]}-${match[3]}`;
      return dated === "YYYYMM"
        ? { owner: match[1]!, date: null, period: month }
        : { owner: match[1]!, date: `${month}-${match[4]}`, period: null };
    },
  };
}
