import { readCode, readText } from "../columns.js";
import { extractSource } from "./extract-source.js";
import { readFlag } from "./values.js";

/** `UTFOR`: the providers. Several districts deliver the same ones. Whose they are decides which price holds. */
export const utfor = extractSource({
  type: "UTFOR",
  what: "providers (utförare)",
  findings: ["PRICE"],
  order: 3,
  columns: [
    { name: "utforare", meaning: "the provider's code", staged: "code", sqlType: "text", read: readText, needed: "KEY" },
    { name: "namn", meaning: "its name", staged: "name", sqlType: "text", read: readText },
    { name: "regi", meaning: "municipal or private", staged: "municipal", sqlType: "boolean", read: readCode({ KOMMUN: "t", PRIVAT: "f" }) },
    { name: "ansluten", meaning: "whether it registers plans in the case system", staged: "connected", sqlType: "boolean", read: readFlag },
  ],
  targets: [
    { table: "provider", columns: ["name", "municipal", "connected"] },
  ],
  stagedFaults: [],
  names: {},
  waitsFor: [],
  parent: null,
  homeDistrict: null,
  touches: `
    SELECT c.file_number, changed.since
    FROM changed
    JOIN provider p ON p.id = changed.id
    JOIN care_cost c ON c.provider = p.code`,
});
