import { readOneOf, readText } from "../columns.js";
import { unknownReference } from "../source-type.js";
import { extractSource } from "./extract-source.js";
import { homeOfClient } from "./home-district.js";
import { readDate } from "./values.js";

/** `UTREDN`: the investigations. They feed figures, no findings. */
export const utredn = extractSource({
  type: "UTREDN",
  what: "investigations (utredningar)",
  findings: [],
  order: 5,
  columns: [
    { name: "utrednr", meaning: "the investigation's number", staged: "number", sqlType: "text", read: readText, needed: "KEY" },
    { name: "aktnr", meaning: "client", staged: "file_number", sqlType: "text", read: readText, needed: "VALUE" },
    { name: "ansokan", meaning: "date of application", staged: "applied_on", sqlType: "date", read: readDate },
    { name: "inledd", meaning: "opened", staged: "opened_on", sqlType: "date", read: readDate },
    { name: "avslutad", meaning: "closed", staged: "closed_on", sqlType: "date", read: readDate },
    { name: "metod", meaning: "method", staged: "method", sqlType: "text", read: readOneOf("DUR", "BDUR", "KART", "ANNAN") },
    { name: "signatur", meaning: "the caseworker's signature", staged: "signature", sqlType: "text", read: readText },
  ],
  targets: [
    { table: "investigation", columns: ["file_number", "applied_on", "opened_on", "closed_on", "method", "signature"] },
  ],
  stagedFaults: [
    unknownReference("aktnr", "file_number", "client", "file_number"),
  ],
  names: { client: "file_number", investigation: "number" },
  waitsFor: ["KLIENT"],
  parent: { column: "file_number", table: "client", key: "file_number" },
  homeDistrict: (row) => homeOfClient(`${row}.file_number`),
  touches: null,
});
