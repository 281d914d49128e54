import { readOneOf, readText } from "../columns.js";
import { unknownReference } from "../source-type.js";
import { extractSource } from "./extract-source.js";
import { homeOfUnit } from "./home-district.js";
import { readPersonalNumber } from "./personal-number.js";
import { readDate, readFlag } from "./values.js";

/** `KLIENT`: the clients. Name and number go to a table of their own. */
export const klient = extractSource({
  type: "KLIENT",
  what: "clients; names and numbers go to a table of their own",
  findings: ["INTEGRITY", "HANDOVER"],
  order: 4,
  columns: [
    { name: "aktnr", meaning: "file number", staged: "file_number", sqlType: "text", read: readText, needed: "KEY" },
    { name: "personnr", meaning: "personal, coordination or reserve number; a wrong one loads, and is a finding", staged: "personal_number", sqlType: "text", read: readText },
    { name: "fornamn", meaning: "given name", staged: "given_name", sqlType: "text", read: readText },
    { name: "efternamn", meaning: "family name", staged: "family_name", sqlType: "text", read: readText },
    { name: "kon", meaning: "sex", staged: "sex", sqlType: "text", read: readOneOf("M", "K") },
    { name: "enhetskod", meaning: "unit", staged: "unit_code", sqlType: "text", read: readText, needed: "VALUE" },
    { name: "handlaggare", meaning: "the caseworker's signature", staged: "caseworker", sqlType: "text", read: readText },
    // Protection that is not told is taken as protection: unknown is never shown as fine.
    { name: "skydd", meaning: "protected identity: none, sekretessmarkering, skyddad folkbokföring; empty counts as 1", staged: "protection", sqlType: "smallint", read: readOneOf("0", "1", "2"), whenEmpty: "1" },
    { name: "avliden", meaning: "date of death", staged: "deceased_on", sqlType: "date", read: readDate },
    { name: "personkrets", meaning: "eligibility group (LSS 1 §)", staged: "eligibility_group", sqlType: "smallint", read: readOneOf("1", "2", "3") },
    { name: "barn_i_hemmet", meaning: "whether a child lives in the home", staged: "child_at_home", sqlType: "boolean", read: readFlag },
  ],
  derived: {
    from: "personnr",
    columns: [
      { name: "number_kind", sqlType: "text" },
      { name: "birth_date", sqlType: "date" },
      { name: "reserve_date", sqlType: "date" },
    ],
    compute(personalNumber) {
      const { kind, birthDate, reserveDate } = readPersonalNumber(personalNumber);
      return [kind, birthDate, reserveDate];
    },
  },
  targets: [
    {
      table: "client",
      columns: [
        "unit_code", "caseworker", "protection", "deceased_on", "eligibility_group", "child_at_home", "sex", "birth_date",
        "number_kind", "reserve_date",
      ],
    },
    { table: "person", columns: ["personal_number", "given_name", "family_name"], sealed: ["personal_number"] },
  ],
  stagedFaults: [
    unknownReference("enhetskod", "unit_code", "unit", "code"),
  ],
  names: { client: "file_number" },
  waitsFor: [],
  parent: null,
  homeDistrict: homeOfUnit,
  touches: `
    SELECT c.file_number, changed.since
    FROM changed
    JOIN client c ON c.id = changed.id`,
});
