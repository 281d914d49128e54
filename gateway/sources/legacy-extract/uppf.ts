import { readOneOf, readText } from "../columns.js";
import { unknownReference } from "../source-type.js";
import { extractSource } from "./extract-source.js";
import { homeOfDecision } from "./home-district.js";
import { readDate } from "./values.js";

/** `UPPF`: the follow-ups of decisions. */
export const uppf = extractSource({
  type: "UPPF",
  what: "follow-ups (uppföljningar)",
  findings: ["REVIEW_DUE"],
  order: 9,
  columns: [
    { name: "uppfnr", meaning: "the follow-up's number", staged: "number", sqlType: "text", read: readText, needed: "KEY" },
    { name: "beslutsnr", meaning: "decision", staged: "decision_number", sqlType: "text", read: readText, needed: "VALUE" },
    { name: "datum", meaning: "day", staged: "followed_up_on", sqlType: "date", read: readDate, needed: "VALUE" },
    { name: "typ", meaning: "type", staged: "kind", sqlType: "text", read: readOneOf("ORD", "DUR", "BOENDE", "KVAL", "RESURS"), needed: "VALUE" },
    { name: "signatur", meaning: "the caseworker's signature", staged: "signature", sqlType: "text", read: readText },
  ],
  targets: [
    { table: "follow_up", columns: ["decision_number", "followed_up_on", "kind", "signature"] },
  ],
  stagedFaults: [
    unknownReference("beslutsnr", "decision_number", "decision", "number"),
  ],
  names: { decision: "decision_number" },
  waitsFor: ["KLIENT", "BESLUT"],
  parent: { column: "decision_number", table: "decision", key: "number" },
  homeDistrict: (row) => homeOfDecision(`${row}.decision_number`),
  touches: `
    SELECT d.file_number, changed.since
    FROM changed
    JOIN follow_up f ON f.id = changed.id
    JOIN decision d ON d.number = f.decision_number`,
});
