import type { Language } from "../rules/rule.js";
import type { Incompleteness } from "./query-completeness.js";

/** A sentence for the caseworker: "Den senaste filen BESLUT är 5 dagar gammal (2022-11-25)." */
export function incompletenessInWords(why: Incompleteness, language: Language): string {
  return language === "EN" ? inEnglish(why) : inSwedish(why);
}

function inSwedish(why: Incompleteness): string {
  switch (why.kind) {
    case "NEVER_CAME":
      return `Filen ${why.type} har aldrig kommit från Sociala system för stadsdelen.`;
    case "OLD":
      return `Den senaste filen ${why.type} är ${why.ageDays} dagar gammal (${why.date}).`;
    case "DELIVERY_LEFT_OUT":
      return `En leverans av filen ${why.type} saknas. Uppgifterna är osäkra tills en fullständig fil har kommit.`;
    case "ROWS_IN_QUARANTINE":
      return why.rows === 1
        ? `En rad om ärendet i filen ${why.type} har fel och är inte inläst.`
        : `${why.rows} rader om ärendet i filen ${why.type} har fel och är inte inlästa.`;
  }
}

function inEnglish(why: Incompleteness): string {
  switch (why.kind) {
    case "NEVER_CAME":
      return `The file ${why.type} has never come from Sociala system for the district.`;
    case "OLD":
      return `The latest file ${why.type} is ${why.ageDays} days old (${why.date}).`;
    case "DELIVERY_LEFT_OUT":
      return `A delivery of the file ${why.type} is missing. The data is uncertain until a full file has come.`;
    case "ROWS_IN_QUARANTINE":
      return why.rows === 1
        ? `One row about the case in the file ${why.type} has faults and is not loaded.`
        : `${why.rows} rows about the case in the file ${why.type} have faults and are not loaded.`;
  }
}
