import { readText } from "../columns.js";
import { unknownReference } from "../source-type.js";
import { extractSource } from "./extract-source.js";
import { homeOfDecision } from "./home-district.js";
import { readDate, readDecimal } from "./values.js";

/** `BESTALL`: the orders to providers. */
export const bestall = extractSource({
  type: "BESTALL",
  what: "orders to providers (beställningar)",
  findings: ["PLAN_MISSING", "PLAN_INSUFFICIENT", "REASSESSMENT_DUE", "DELIVERY_NOT_STARTED", "DELIVERY_DEVIATION", "INTEGRITY"],
  order: 7,
  columns: [
    { name: "bestnr", meaning: "the order's number", staged: "number", sqlType: "text", read: readText, needed: "KEY" },
    { name: "beslutsnr", meaning: "decision", staged: "decision_number", sqlType: "text", read: readText, needed: "VALUE" },
    { name: "utforare", meaning: "provider", staged: "provider", sqlType: "text", read: readText, needed: "VALUE" },
    { name: "bestalld", meaning: "day of the order", staged: "ordered_on", sqlType: "date", read: readDate, needed: "VALUE" },
    { name: "start", meaning: "first day", staged: "starts_on", sqlType: "date", read: readDate },
    { name: "slut", meaning: "last day", staged: "ends_on", sqlType: "date", read: readDate },
    { name: "timmar_man", meaning: "hours a month", staged: "hours_per_month", sqlType: "numeric", read: readDecimal },
  ],
  targets: [
    { table: "care_order", columns: ["decision_number", "provider", "ordered_on", "starts_on", "ends_on", "hours_per_month"] },
  ],
  stagedFaults: [
    unknownReference("beslutsnr", "decision_number", "decision", "number"),
    unknownReference("utforare", "provider", "provider", "code"),
  ],
  names: { order: "number", decision: "decision_number" },
  waitsFor: ["KLIENT", "BESLUT"],
  parent: { column: "decision_number", table: "decision", key: "number" },
  homeDistrict: (row) => homeOfDecision(`${row}.decision_number`),
  touches: `
    SELECT d.file_number, changed.since
    FROM changed
    JOIN care_order o ON o.id = changed.id
    JOIN decision d ON d.number = o.decision_number`,
});
