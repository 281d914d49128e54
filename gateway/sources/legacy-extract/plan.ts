import { readInteger, readText } from "../columns.js";
import { unknownReference } from "../source-type.js";
import { extractSource } from "./extract-source.js";
import { homeOfOrder } from "./home-district.js";
import { readDate, readFlag } from "./values.js";

/** `PLAN`: implementation plans that connected providers registered in the case system. */
export const plan = extractSource({
  type: "PLAN",
  what: "implementation plans (genomförandeplaner) that connected providers registered in the case system",
  findings: ["PLAN_MISSING", "PLAN_INSUFFICIENT"],
  order: 8,
  columns: [
    { name: "bestnr", meaning: "order", staged: "order_number", sqlType: "text", read: readText, needed: "KEY" },
    { name: "version", meaning: "version of the plan", staged: "version", sqlType: "integer", read: readInteger, needed: "KEY" },
    { name: "mottagen", meaning: "day on which it came", staged: "received_on", sqlType: "date", read: readDate, needed: "VALUE" },
    { name: "godkand", meaning: "approved, returned to the provider, not yet read", staged: "approved", sqlType: "boolean", read: readFlag },
  ],
  targets: [
    { table: "plan", columns: ["received_on", "approved"] },
  ],
  stagedFaults: [
    unknownReference("bestnr", "order_number", "care_order", "number"),
  ],
  names: { order: "order_number" },
  waitsFor: ["KLIENT", "BESLUT"],
  parent: { column: "order_number", table: "care_order", key: "number" },
  homeDistrict: (row) => homeOfOrder(`${row}.order_number`),
  touches: `
    SELECT d.file_number, changed.since
    FROM changed
    JOIN plan p ON p.id = changed.id
    JOIN care_order o ON o.number = p.order_number
    JOIN decision d ON d.number = o.decision_number`,
});
