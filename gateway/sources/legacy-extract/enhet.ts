import { extractSource } from "./extract-source.js";
import { readDate, readOneOf, readText } from "./values.js";

/** `ENHET`: the commissioner units. A change touches cases through `unit_answering`, when findings are published. */
export const enhet = extractSource({
  type: "ENHET",
  order: 1,
  columns: [
    { name: "enhetskod", staged: "code", sqlType: "text", read: readText, needed: "KEY" },
    { name: "namn", staged: "name", sqlType: "text", read: readText },
    { name: "stadsdel", staged: "district", sqlType: "text", read: readText },
    { name: "omrade", staged: "area", sqlType: "text", read: readOneOf("AO", "FN", "SP") },
    { name: "from", staged: "valid_from", sqlType: "date", read: readDate },
    { name: "tom", staged: "valid_to", sqlType: "date", read: readDate },
    { name: "ersatt_av", staged: "replaced_by", sqlType: "text", read: readText },
  ],
  targets: [
    { table: "unit", columns: ["name", "district", "area", "valid_from", "valid_to", "replaced_by"] },
  ],
  stagedFaults: [],
  names: {},
  waitsFor: [],
  parent: null,
  homeDistrict: "s.district",
  touches: null,
});
