import { readOneOf, readText } from "../columns.js";
import { extractSource } from "./extract-source.js";
import { readDate } from "./values.js";

/** `ENHET`: the commissioner units. A change touches cases through `unit_answering`, when findings are published. */
export const enhet = extractSource({
  type: "ENHET",
  what: "commissioner units (beställarenheter)",
  findings: [],
  order: 1,
  columns: [
    { name: "enhetskod", meaning: "the unit's code", staged: "code", sqlType: "text", read: readText, needed: "KEY" },
    { name: "namn", meaning: "its name", staged: "name", sqlType: "text", read: readText },
    { name: "stadsdel", meaning: "the district's code", staged: "district", sqlType: "text", read: readText },
    { name: "omrade", meaning: "area: elderly, disability, social psychiatry", staged: "area", sqlType: "text", read: readOneOf("AO", "FN", "SP") },
    { name: "from", meaning: "first day", staged: "valid_from", sqlType: "date", read: readDate },
    { name: "tom", meaning: "last day", staged: "valid_to", sqlType: "date", read: readDate },
    { name: "ersatt_av", meaning: "the unit that answers from the day after the last", staged: "replaced_by", sqlType: "text", read: readText },
  ],
  targets: [
    { table: "unit", columns: ["name", "district", "area", "valid_from", "valid_to", "replaced_by"] },
  ],
  stagedFaults: [],
  names: {},
  waitsFor: [],
  parent: null,
  homeDistrict: (row) => `${row}.district`,
  touches: null,
});
