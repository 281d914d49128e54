import { unknownReference } from "../source-type.js";
import { extractSource } from "./extract-source.js";
import { INTERVENTIONS, LAWS } from "./codes.js";
import { homeOfClient } from "./home-district.js";
import { readDate, readDecimal, readFlag, readInteger, readOneOf, readText } from "./values.js";

/** `BESLUT`: the decisions. */
export const beslut = extractSource({
  type: "BESLUT",
  order: 6,
  columns: [
    { name: "beslutsnr", staged: "number", sqlType: "text", read: readText, needed: "KEY" },
    { name: "aktnr", staged: "file_number", sqlType: "text", read: readText, needed: "VALUE" },
    { name: "utrednr", staged: "investigation", sqlType: "text", read: readText },
    { name: "lagrum", staged: "law", sqlType: "text", read: readOneOf(...LAWS), needed: "VALUE" },
    { name: "insats", staged: "intervention", sqlType: "text", read: readOneOf(...INTERVENTIONS), needed: "VALUE" },
    { name: "beslutsdatum", staged: "decided_on", sqlType: "date", read: readDate, needed: "VALUE" },
    { name: "utfall", staged: "outcome", sqlType: "text", read: readOneOf("BIFALL", "DELAVSLAG", "AVSLAG"), needed: "VALUE" },
    { name: "from", staged: "valid_from", sqlType: "date", read: readDate, needed: "VALUE" },
    { name: "tom", staged: "valid_to", sqlType: "date", read: readDate },
    { name: "omfattning", staged: "amount", sqlType: "numeric", read: readDecimal },
    { name: "omf_enhet", staged: "amount_unit", sqlType: "text", read: readOneOf("TIM_MAN", "TIM_VECKA", "DYGN", "NIVA", "ST") },
    { name: "ersniva", staged: "level", sqlType: "integer", read: readInteger },
    { name: "beslutsfattare", staged: "decided_by", sqlType: "text", read: readText },
    { name: "bevakning", staged: "watch_on", sqlType: "date", read: readDate },
    { name: "verkstalld", staged: "executed_on", sqlType: "date", read: readDate },
    { name: "avslutad", staged: "ended_on", sqlType: "date", read: readDate },
    { name: "dom", staged: "by_court", sqlType: "boolean", read: readFlag, whenEmpty: "f" },
  ],
  targets: [
    { table: "decision", columns: ["file_number", "investigation", "law", "intervention", "decided_on", "outcome", "valid_from", "valid_to", "amount", "amount_unit", "level", "decided_by", "watch_on", "executed_on", "ended_on", "by_court"] },
  ],
  stagedFaults: [
    unknownReference("aktnr", "file_number", "client", "file_number"),
    unknownReference("utrednr", "investigation", "investigation", "number"),
  ],
  names: { client: "file_number", decision: "number", investigation: "investigation" },
  waitsFor: ["KLIENT"],
  parent: { column: "file_number", table: "client", key: "file_number" },
  homeDistrict: homeOfClient("s.file_number"),
  touches: `
    SELECT d.file_number, changed.since
    FROM changed
    JOIN decision d ON d.id = changed.id`,
});
