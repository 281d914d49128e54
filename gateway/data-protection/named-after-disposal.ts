import { pseudonymOfPerson } from "../access/keyed-hash.js";
import type { KeyRing } from "../access/keys.js";
import type { LoaderSession } from "../database/session.js";
import { DERIVED_OF_CASES } from "./rows-of-cases.js";

/**
 * The file numbers of persons whom an earlier run disposed of, where a gateway has written one since: of a read whose answer
 * was on its way, or of an answer to a finding. They are never due again, so this is what finds them. Persons who are held
 * (again) are not among them.
 */
export async function namedAfterDisposal(session: LoaderSession, ring: KeyRing): Promise<string[]> {
  const { rows } = await session.query<{ file_number: string }>(
    `SELECT file_number FROM (
       SELECT unnest(file_numbers) FROM access_log WHERE at >= (SELECT max(at) FROM disposal WHERE persons > 0) - interval '1 day'
       ${DERIVED_OF_CASES.map((table) => `UNION SELECT file_number FROM ${table}`).join(" ")}
     ) AS named (file_number)
     WHERE NOT EXISTS (SELECT FROM client c WHERE c.file_number = named.file_number)`,
  );
  const keys = new Map(rows.map(({ file_number: fileNumber }) => [pseudonymOfPerson(ring, fileNumber).toString("hex"), fileNumber]));
  const { rows: purged } = await session.query<{ key: string }>(
    "SELECT DISTINCT encode(person_key, 'hex') AS key FROM purged_case WHERE encode(person_key, 'hex') = ANY($1)", [[...keys.keys()]],
  );
  return purged.map(({ key }) => keys.get(key)!);
}
