import type { DataSource } from "typeorm";
import type { KeyRing } from "../access/keys.js";
import { seal, unseal } from "../access/sealed-text.js";
import { recognise } from "../sources/all-sources.js";
import type { DeliveredFile } from "./delivery.js";
import type { LoaderSession } from "../database/session.js";

const CHUNK = 1024 * 1024;

/** Where the bytes of a held file stand. */
const BYTES_PLACE = "held_chunk.bytes_sealed";

/** Keeps the bytes of a held file, sealed, so that it can be accepted without being delivered again. */
export async function keepHeldBytes(
  session: LoaderSession, ring: KeyRing, loadId: number, bytes: AsyncIterable<Buffer>,
): Promise<void> {
  let ordinal = 0;
  let kept: Buffer[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    if (size === 0) return;
    const sealed = seal(ring, Buffer.concat(kept), BYTES_PLACE);
    await session.query("INSERT INTO held_chunk (load_id, ordinal, bytes_sealed) VALUES ($1, $2, $3)", [loadId, ordinal, sealed]);
    ordinal += 1;
    kept = [];
    size = 0;
  };
  for await (const chunk of bytes) {
    kept.push(chunk);
    size += chunk.length;
    if (size >= CHUNK) await flush();
  }
  await flush();
}

/**
 * Lets go of held files of a type and district that a delivery of a later date has overtaken, or one of their date that came
 * no earlier.
 * @param cameIn the load that the file came in first: where it was held, or the one under way
 */
export async function releaseOvertakenHeld(session: LoaderSession, type: string, owner: string, date: string, cameIn: number): Promise<void> {
  await session.query(
    `DELETE FROM held_chunk h USING load l
     WHERE l.id = h.load_id AND l.type = $1 AND l.district = $2
       AND (l.extract_date < $3 OR (l.extract_date = $3 AND l.id <= $4))`,
    [type, owner, date, cameIn],
  );
}

/** Lets go of the file that was held in this load: the same bytes have been loaded. */
export async function releaseHeld(session: LoaderSession, loadId: number): Promise<void> {
  await session.query("DELETE FROM held_chunk WHERE load_id = $1", [loadId]);
}

/** The first of these types that is held for this district and date, or null. */
export async function heldAmong(session: LoaderSession, types: readonly string[], owner: string, date: string): Promise<string | null> {
  if (types.length === 0) return null;
  const { rows } = await session.query<{ type: string }>(
    `SELECT l.type FROM load l
     WHERE l.status = 'HELD' AND l.type = ANY($1) AND l.district = $2 AND l.extract_date = $3
       AND EXISTS (SELECT 1 FROM held_chunk h WHERE h.load_id = l.id)
     ORDER BY array_position($1, l.type) LIMIT 1`,
    [types, owner, date],
  );
  return rows[0]?.type ?? null;
}

/** A held file whose bytes are kept, and the load that it was held in. */
export interface HeldFile extends DeliveredFile {
  readonly heldIn: number;
}

/**
 * The kept file of this name, as if it were delivered again; null when none is held. Of several the newest that is held on
 * its own account: those that wait for it follow by themselves.
 */
export async function heldFile(
  dataSource: DataSource, session: LoaderSession, ring: KeyRing, name: string,
): Promise<HeldFile | null> {
  return keptFile(dataSource, session, ring, "l.file = $1", name);
}

/** The kept file of this load, as if it were delivered again; null when it is not held, or no longer kept. */
export async function heldLoad(
  dataSource: DataSource, session: LoaderSession, ring: KeyRing, loadId: number,
): Promise<HeldFile | null> {
  return keptFile(dataSource, session, ring, "l.id = $1", loadId);
}

async function keptFile(
  dataSource: DataSource, session: LoaderSession, ring: KeyRing, condition: string, value: string | number,
): Promise<HeldFile | null> {
  const { rows } = await session.query<{ id: number; file: string; date: string }>(
    `SELECT l.id, l.file, l.extract_date::text AS date FROM load l WHERE l.status = 'HELD' AND ${condition}
       AND EXISTS (SELECT 1 FROM held_chunk h WHERE h.load_id = l.id) ORDER BY starts_with(l.reason, $2), l.id DESC LIMIT 1`,
    [value, waitsForReason("")],
  );
  const [found] = rows;
  if (!found) return null;
  const bytes = () => heldBytes((statement, values) => dataSource.query(statement, values), ring, found.id);
  return { name: found.file, path: null, recognised: recognise(found.file, found.date), bytes, heldIn: found.id };
}

/**
 * The loads in which files are held that wait for this one: same district and date, in the order of loading, and of one type
 * in the order in which they came.
 */
export async function loadsWaitingFor(session: LoaderSession, file: DeliveredFile): Promise<number[]> {
  if (!file.recognised) return [];
  const { source, identity } = file.recognised;
  const { rows } = await session.query<{ id: number; file: string }>(
    `SELECT l.id, l.file FROM load l
     WHERE l.status = 'HELD' AND l.reason = $1 AND l.district = $2 AND l.extract_date = $3
       AND EXISTS (SELECT 1 FROM held_chunk h WHERE h.load_id = l.id)
     ORDER BY l.id`,
    [waitsForReason(source.type), identity.owner, identity.date],
  );
  const orderOf = (name: string): number => recognise(name, identity.date)?.source.order ?? 0;
  return rows.sort((a, b) => orderOf(a.file) - orderOf(b.file)).map(({ id }) => id);
}

/** The reason that a dependant of a held file is held with (contract 1). */
export function waitsForReason(type: string): string {
  return `WAITS_FOR ${type}`;
}

/**
 * The bytes of a held file.
 * @param read runs a statement. For a load not on the loader's connection, which is busy copying the rows that these bytes hold
 */
export async function* heldBytes(
  read: (statement: string, values: unknown[]) => Promise<{ bytes_sealed: Buffer }[]>, ring: KeyRing, loadId: number,
): AsyncIterable<Buffer> {
  for (let ordinal = 0; ; ordinal += 1) {
    const rows = await read(
      "SELECT bytes_sealed FROM held_chunk WHERE load_id = $1 AND ordinal = $2",
      [loadId, ordinal],
    );
    const [chunk] = rows;
    if (!chunk) return;
    yield unseal(ring, chunk.bytes_sealed, BYTES_PLACE);
  }
}
