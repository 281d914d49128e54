import { readInteger, readOneOf, readText } from "../columns.js";
import { unknownReference } from "../source-type.js";
import { extractSource } from "./extract-source.js";
import { INTERVENTIONS, LAWS } from "./codes.js";
import { homeOfClient } from "./home-district.js";
import { readDate, readDecimal, readFlag } from "./values.js";

/** `BESLUT`: the decisions. */
export const beslut = extractSource({
  type: "BESLUT",
  what: "decisions (beslut)",
  findings: ["REVIEW_DUE", "WATCH_MISSING", "REASSESSMENT_DUE", "LEVEL_MISSING", "INDIVIDUAL_PLAN", "DELEGATION", "EXECUTION_LATE", "INTEGRITY", "HANDOVER"],
  order: 6,
  columns: [
    { name: "beslutsnr", meaning: "the decision's number", staged: "number", sqlType: "text", read: readText, needed: "KEY" },
    { name: "aktnr", meaning: "client", staged: "file_number", sqlType: "text", read: readText, needed: "VALUE" },
    { name: "utrednr", meaning: "investigation", staged: "investigation", sqlType: "text", read: readText },
    { name: "lagrum", meaning: "law", staged: "law", sqlType: "text", read: readOneOf(...LAWS), needed: "VALUE" },
    { name: "insats", meaning: "intervention", staged: "intervention", sqlType: "text", read: readOneOf(...INTERVENTIONS), needed: "VALUE" },
    { name: "beslutsdatum", meaning: "day of the decision", staged: "decided_on", sqlType: "date", read: readDate, needed: "VALUE" },
    { name: "utfall", meaning: "granted, partly rejected, rejected", staged: "outcome", sqlType: "text", read: readOneOf("BIFALL", "DELAVSLAG", "AVSLAG"), needed: "VALUE" },
    { name: "from", meaning: "first day", staged: "valid_from", sqlType: "date", read: readDate, needed: "VALUE" },
    { name: "tom", meaning: "last day; none: until further notice", staged: "valid_to", sqlType: "date", read: readDate },
    { name: "omfattning", meaning: "amount", staged: "amount", sqlType: "numeric", read: readDecimal },
    { name: "omf_enhet", meaning: "the amount's unit", staged: "amount_unit", sqlType: "text", read: readOneOf("TIM_MAN", "TIM_VECKA", "DYGN", "NIVA", "ST") },
    { name: "ersniva", meaning: "reimbursement level", staged: "level", sqlType: "integer", read: readInteger },
    { name: "beslutsfattare", meaning: "signature of who decided", staged: "decided_by", sqlType: "text", read: readText },
    { name: "bevakning", meaning: "watch date", staged: "watch_on", sqlType: "date", read: readDate },
    { name: "verkstalld", meaning: "day of execution", staged: "executed_on", sqlType: "date", read: readDate },
    { name: "avslutad", meaning: "day on which it ended", staged: "ended_on", sqlType: "date", read: readDate },
    { name: "dom", meaning: "whether a court ordered it; empty: no", staged: "by_court", sqlType: "boolean", read: readFlag, whenEmpty: "f" },
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
  homeDistrict: (row) => homeOfClient(`${row}.file_number`),
  touches: `
    SELECT d.file_number, changed.since
    FROM changed
    JOIN decision d ON d.id = changed.id`,
});
