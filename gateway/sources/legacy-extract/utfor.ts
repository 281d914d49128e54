import { extractSource } from "./extract-source.js";
import { readCode, readFlag, readText } from "./values.js";

/** `UTFOR`: the providers. Several districts deliver the same ones. Whose they are decides which price holds. */
export const utfor = extractSource({
  type: "UTFOR",
  order: 3,
  columns: [
    { name: "utforare", staged: "code", sqlType: "text", read: readText, needed: "KEY" },
    { name: "namn", staged: "name", sqlType: "text", read: readText },
    { name: "regi", staged: "municipal", sqlType: "boolean", read: readCode({ KOMMUN: "t", PRIVAT: "f" }) },
    { name: "ansluten", staged: "connected", sqlType: "boolean", read: readFlag },
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
