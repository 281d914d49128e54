import type { KeyRing } from "../access/keys.js";
import { unsealText } from "../access/sealed-text.js";
import type { LoaderSession } from "../database/session.js";
import { heldBytes } from "../loading/held-files.js";
import { RAW_PLACE } from "../loading/staging.js";
import { recognise } from "../sources/all-sources.js";
import type { ParsedRow, SourceType } from "../sources/source-type.js";
import { isMarked, type Marks, marksOf } from "./marks.js";

/** A row that is kept as it came: in quarantine, or in a file that is held. */
export interface KeptRow {
  readonly loadId: number;
  readonly file: string;
  readonly line: number;
  readonly raw: string;
}

/** A row in quarantine. */
export interface QuarantinedRow extends KeptRow {
  readonly id: string;
  readonly column: string | null;
  readonly reason: string;
}

/**
 * The rows in quarantine that are about the chosen cases (`chooseCases`), with their raw text. All are opened: one that
 * names another person may have the number of a chosen one beside it, and often that is its fault.
 */
export async function quarantinedRowsOfCases(session: LoaderSession, ring: KeyRing): Promise<QuarantinedRow[]> {
  const marks = await marksOfCases(session, ring);
  const found: QuarantinedRow[] = [];
  for (let after: string | null = "0"; after !== null; ) {
    const { rows }: { rows: SealedRow[] } = await session.query<SealedRow>(
      `SELECT r.id, r.load_id AS "loadId", l.file, r.line, r.fault_column AS column, r.reason, r.raw_sealed AS sealed, ${NAMED} AS named
       FROM rejected_row r JOIN load l ON l.id = r.load_id
       WHERE r.id > $1 ORDER BY r.id LIMIT ${BATCH}`,
      [after],
    );
    for (const { sealed, named, ...row } of rows) {
      const raw = unsealText(ring, sealed, RAW_PLACE);
      if (named || isMarked(raw, marks)) found.push({ ...row, raw });
    }
    after = rows.at(-1)?.id ?? null;
  }
  return found;
}

type SealedRow = Omit<QuarantinedRow, "raw"> & { readonly sealed: Buffer; readonly named: boolean };

const BATCH = 1000;

const NAMED = `(r.names_client IN (SELECT file_number FROM chosen_case)
    OR r.names_decision IN (SELECT number FROM chosen_decision)
    OR r.names_order IN (SELECT number FROM chosen_order)
    OR r.names_investigation IN (SELECT number FROM chosen_investigation)
    OR r.id IN (SELECT c.rejected_row_id FROM rejected_row_case c JOIN chosen_case USING (file_number)))`;

/** The rows of held files that are about the chosen cases, one file after the other. */
export async function* heldRowsOfCases(session: LoaderSession, ring: KeyRing): AsyncGenerator<KeptRow> {
  const marks = await marksOfCases(session, ring);
  const keys = await keysOfCases(session);
  const { rows } = await session.query<{ id: number; file: string; date: string }>(
    "SELECT id, file, extract_date::text AS date FROM load WHERE id IN (SELECT load_id FROM held_chunk) ORDER BY id",
  );
  const read = async (statement: string, values: unknown[]) => (await session.query<{ bytes_sealed: Buffer }>(statement, values)).rows;
  for (const { id, file, date } of rows) {
    const recognised = recognise(file, date);
    if (recognised === null) throw new Error(`the held file of load ${id} is of no known type`);
    const { source, identity } = recognised;
    const reader = source.read(() => heldBytes(read, ring, id), file, identity);
    await reader.top();
    for await (const batch of reader.rows()) {
      for (const row of batch) {
        if (isNamed(source, row, keys) || isMarked(row.raw, marks)) yield { loadId: id, file, line: row.line, raw: row.raw };
      }
    }
  }
}

type Keys = Readonly<Record<keyof SourceType["names"], ReadonlySet<string>>>;

async function keysOfCases(session: LoaderSession): Promise<Keys> {
  const read = async (statement: string): Promise<Set<string>> => {
    const { rows } = await session.query<{ key: string }>(statement);
    return new Set(rows.map(({ key }) => key));
  };
  return {
    client: await read("SELECT file_number AS key FROM chosen_case"),
    decision: await read("SELECT number AS key FROM chosen_decision"),
    order: await read("SELECT number AS key FROM chosen_order"),
    investigation: await read("SELECT number AS key FROM chosen_investigation"),
  };
}

/** Whether the row names one of the keys in the column that is for it. */
function isNamed({ names, staged }: SourceType, { values }: ParsedRow, keys: Keys): boolean {
  return (Object.keys(keys) as (keyof Keys)[]).some((kind) => {
    const value = values[staged.findIndex(({ name }) => name === names[kind])] ?? null;
    return value !== null && keys[kind].has(value);
  });
}

async function marksOfCases(session: LoaderSession, ring: KeyRing): Promise<Marks> {
  const { rows } = await session.query<{ file_number: string; sealed: Buffer | null }>(
    `SELECT DISTINCT c.file_number, p.personal_number_sealed AS sealed FROM chosen_case c LEFT JOIN person p USING (file_number)`,
  );
  const numbers = rows.flatMap(({ sealed }) => (sealed === null ? [] : [unsealText(ring, sealed, "person.personal_number_sealed")]));
  return marksOf(rows.map(({ file_number: fileNumber }) => fileNumber), numbers);
}
