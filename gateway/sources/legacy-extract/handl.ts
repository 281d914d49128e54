import { readOneOf, readText } from "../columns.js";
import { unknownReference } from "../source-type.js";
import { extractSource } from "./extract-source.js";
import { homeOfUnit } from "./home-district.js";
import { readDate } from "./values.js";

/** `HANDL`: caseworkers and their delegation, a row for each period. A row touches the cases in which its signature decided. */
export const handl = extractSource({
  type: "HANDL",
  what: "caseworkers and their delegation, a row for each period",
  findings: ["DELEGATION"],
  order: 2,
  columns: [
    { name: "signatur", meaning: "the caseworker's signature", staged: "signature", sqlType: "text", read: readText, needed: "KEY" },
    { name: "from", meaning: "first day of the role", staged: "valid_from", sqlType: "date", read: readDate, needed: "KEY" },
    { name: "tom", meaning: "last day of the role", staged: "valid_to", sqlType: "date", read: readDate },
    { name: "namn", meaning: "name", staged: "name", sqlType: "text", read: readText },
    { name: "enhetskod", meaning: "unit", staged: "unit_code", sqlType: "text", read: readText },
    { name: "roll", meaning: "role: caseworker, with special delegation, deputy head, head, administrator (no delegation)", staged: "role", sqlType: "text", read: readOneOf("BIST", "SARSK", "BITR", "CHEF", "ADM") },
  ],
  targets: [
    { table: "caseworker_period", columns: ["valid_to", "name", "unit_code", "role"] },
  ],
  stagedFaults: [
    unknownReference("enhetskod", "unit_code", "unit", "code"),
  ],
  names: {},
  waitsFor: [],
  parent: null,
  homeDistrict: homeOfUnit,
  touches: `
    SELECT d.file_number, changed.since
    FROM changed
    JOIN caseworker_period p ON p.id = changed.id
    JOIN decision d ON d.decided_by = p.signature`,
});
