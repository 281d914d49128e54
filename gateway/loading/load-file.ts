import type { KeyRing } from "../access/keys.js";
import { noteMoves } from "../feed/note-moves.js";
import { FileFault } from "../sources/file-fault.js";
import type { RecognisedFile } from "../sources/all-sources.js";
import { klient } from "../sources/legacy-extract/klient.js";
import type { FileMode, FileReader, FileTop } from "../sources/source-type.js";
import { type DeliveredFile, sha256Of } from "./delivery.js";
import { heldAmong, keepHeldBytes, releaseOvertakenHeld, waitsForReason } from "./held-files.js";
import { type MergeCounts, mergeStage, noteCasesTouchedByArrival, noteTouchedCases, takeBackReplacedDeltas } from "./merge.js";
import { quarantineFaults, releaseLoadedRows } from "./quarantine.js";
import type { FileStatus } from "./report.js";
import { inTransaction, type LoaderSession, openCommit } from "../database/session.js";
import { countWithdrawal, hasUnreadableKey, markStagedFaults, resolveStagedKeys, settleRepeatedKeys } from "./stage-checks.js";
import { copyRows, createStage, sealRawOfFaults } from "./staging.js";
import { dropOvertakenRows, giveKeysToNewHomes, keepPassedOverRows } from "./two-districts.js";

/** What the operator decided beforehand. */
export interface LoadOptions {
  /** The day of the load, `YYYY-MM-DD`. */
  readonly today: string;
  /** Load a file older than the newest loaded. */
  readonly force: boolean;
  /** Load this file though it would withdraw much. */
  readonly accept: boolean;
  /** The file had waited for another one that has loaded since. */
  readonly released: boolean;
  /** The load in which the file was held; null when it is delivered now. */
  readonly heldIn: number | null;
  readonly origin: Origin;
}

/** By which way a file came in, and who sent it. */
export interface Origin {
  /** `HELD`: it had been held, and an operator or the file that it waited for let it go. */
  readonly way: "COMMAND" | "INBOX" | "UPLOAD" | "HELD";
  /** The token's subject; `terminal:USER` for a command; `inbox` for the drop folder, which can't tell who. */
  readonly sentBy: string;
}

/** A FULL file is held when it would withdraw more than this share of the keys, and at least this many (contract 1). */
const HELD_SHARE = 0.2;
const HELD_KEYS = 10;

interface Outcome {
  readonly status: FileStatus;
  readonly reason: string | null;
  readonly gapped?: boolean;
  readonly rows: number;
  readonly counts: MergeCounts;
  readonly quarantined: number;
}

const NOTHING_MOVED: MergeCounts = { added: 0, changed: 0, withdrawn: 0 };

/**
 * Loads one file in one transaction, wholly or not at all, and records what became of it.
 *
 * @returns the number of its row in `load`
 */
export async function loadFile(
  session: LoaderSession,
  ring: KeyRing,
  file: DeliveredFile,
  recognised: RecognisedFile,
  options: LoadOptions,
): Promise<number> {
  const sha256 = await sha256Of(file.bytes());
  return inTransaction(session, async () => {
    const { source, identity } = recognised;
    const { rows } = await session.query<{ id: number }>(
      `INSERT INTO load (file, source, type, district, extract_date, period, status, sha256, way, sent_by, started_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'REJECTED', $7, $8, $9, clock_timestamp()) RETURNING id`,
      [file.name, source.family, source.type, identity.owner, identity.date, identity.period, sha256, options.origin.way, options.origin.sentBy],
    );
    const loadId = rows[0]!.id;
    await session.query("SAVEPOINT before_file");
    const outcome = await new FileLoad(session, ring, file, recognised, options, loadId, sha256).run();
    if (outcome.status !== "LOADED") {
      // Nothing of the file stays; that it came, and why it was not loaded, does.
      await session.query("ROLLBACK TO SAVEPOINT before_file");
      if (outcome.status === "HELD") await keepHeldBytes(session, ring, loadId, file.bytes());
    }
    await session.query(
      `UPDATE load SET status = $2, reason = $3, gapped = $4, rows = $5, added = $6, changed = $7, withdrawn = $8,
         quarantined = $9, finished_at = clock_timestamp() WHERE id = $1`,
      [loadId, outcome.status, outcome.reason, outcome.gapped ?? false, outcome.rows, outcome.counts.added,
        outcome.counts.changed, outcome.counts.withdrawn, outcome.quarantined],
    );
    return loadId;
  });
}

/** The newest loaded extract of a file type and owner: where its source stands. */
interface SourceState {
  readonly date: string;
  readonly gapped: boolean;
}

class FileLoad {
  private rows = 0;

  constructor(
    private readonly session: LoaderSession,
    private readonly ring: KeyRing,
    private readonly file: DeliveredFile,
    private readonly recognised: RecognisedFile,
    private readonly options: LoadOptions,
    private readonly loadId: number,
    private readonly sha256: string,
  ) {}

  async run(): Promise<Outcome> {
    try {
      return (await this.unchanged()) ?? (await this.readAndMerge());
    } catch (error) {
      if (error instanceof FileFault) return this.notLoaded("REJECTED", error.reason);
      throw error;
    }
  }

  private async unchanged(): Promise<Outcome | null> {
    const { rows } = await this.session.query<{ newest: boolean }>(
      `SELECT id = (SELECT max(n.id) FROM load n WHERE n.file = l.file AND n.status = 'LOADED') AS newest
       FROM load l WHERE file = $1 AND sha256 = $2 AND status = 'LOADED' ORDER BY id DESC LIMIT 1`,
      [this.file.name, this.sha256],
    );
    const [same] = rows;
    // An operator who forces bytes that another delivery has replaced since wants them back.
    if (!same || (this.options.force && !same.newest)) return null;
    return this.notLoaded("UNCHANGED", "the same bytes are loaded already");
  }

  private async readAndMerge(): Promise<Outcome> {
    const { session } = this;
    const { source } = this.recognised;
    const { top, mode } = await this.stageRows();
    const identity = { ...this.recognised.identity, period: top.period ?? this.recognised.identity.period };
    const state = await this.sourceState();
    if ((mode === "FULL" || mode === "DELTA") && state && state.date > identity.date && !this.options.force) {
      return this.notLoaded("REFUSED", `older than the newest loaded extract of ${state.date}; --force loads it all the same`);
    }
    await settleRepeatedKeys(session, source);
    await resolveStagedKeys(session, source);
    await markStagedFaults(session, source);
    const held = await this.held(mode);
    if (held) return held;

    const commit = await openCommit(session, "LOAD", identity.date, this.loadId);
    if (mode === "DELTA") await takeBackReplacedDeltas(session, source, commit, await this.replacedDeltas());
    await dropOvertakenRows(session, source, mode === "ADD");
    const snapshot = mode === "FULL" || mode === "REPLACE";
    const withdraw = snapshot && !(await hasUnreadableKey(session, source)) ? identity : null;
    const counts = await mergeStage(session, source, { commit, withdraw, markDelivery: !snapshot });
    await releaseLoadedRows(session, source, { id: this.loadId, ...identity, snapshot });
    await sealRawOfFaults(session, this.ring, async () => {
      const { reader } = await this.open();
      return reader.rawRows?.() ?? reader.rows();
    });
    const quarantined = await quarantineFaults(session, source);
    await noteTouchedCases(session, source, commit);
    await keepPassedOverRows(session, source, commit);
    await session.query("DROP TABLE stage");
    if (source === klient) await giveKeysToNewHomes(session, commit);
    await noteMoves(session, commit, this.options.today);
    await noteCasesTouchedByArrival(session, source, identity);
    await releaseOvertakenHeld(session, source.type, identity.owner, identity.date, this.cameIn());
    await session.query("UPDATE load SET mode = $2, columns = $3, period = $4 WHERE id = $1", [this.loadId, mode, top.columns, identity.period]);
    return { status: "LOADED", reason: top.note, gapped: isGapped(mode, identity.date, state), rows: this.rows, counts, quarantined };
  }

  private async stageRows(): Promise<{ top: FileTop; mode: FileMode }> {
    const { source, identity } = this.recognised;
    const { reader, top } = await this.open();
    await createStage(this.session, source, { ...identity, loadId: this.loadId });
    const facts = await copyRows(this.session, source, this.ring, reader.rows());
    this.rows = reader.dataRows?.() ?? facts;
    return { top, mode: top.mode };
  }

  private async open(): Promise<{ reader: FileReader; top: FileTop }> {
    const { source, identity } = this.recognised;
    const reader = source.read(() => this.file.bytes(), this.file.name, identity);
    return { reader, top: await reader.top() };
  }

  private async held(mode: FileMode): Promise<Outcome | null> {
    const { source, identity } = this.recognised;
    const waitsFor = await heldAmong(this.session, source.waitsFor, identity.owner, identity.date);
    if (waitsFor) return this.notLoaded("HELD", waitsForReason(waitsFor));
    if (mode !== "FULL" || this.options.accept) return null;
    if (await hasUnreadableKey(this.session, source)) return null;
    const { gone, known } = await countWithdrawal(this.session, source, identity.owner, this.options.released);
    if (gone < HELD_KEYS || gone <= known * HELD_SHARE) return null;
    const percent = Math.round((100 * gone) / known);
    return this.notLoaded("HELD", `it would withdraw ${gone} of ${known} keys (${percent} %); --accept ${this.file.name} loads it all the same`);
  }

  /** The load that tells when the file came: a held one has its place among the others of its date from then. */
  private cameIn(): number {
    return this.options.heldIn ?? this.loadId;
  }

  private async sourceState(): Promise<SourceState | null> {
    const { source, identity } = this.recognised;
    const { rows } = await this.session.query<SourceState>(
      `SELECT extract_date::text AS date, gapped FROM load
       WHERE type = $1 AND district = $2 AND status = 'LOADED' ORDER BY extract_date DESC, id DESC LIMIT 1`,
      [source.type, identity.owner],
    );
    return rows[0] ?? null;
  }

  /** DELTA files of this very date that were loaded since its FULL, if it had one: this one takes their place. */
  private async replacedDeltas(): Promise<number[]> {
    const { source, identity } = this.recognised;
    const { rows } = await this.session.query<{ id: number }>(
      `SELECT id FROM load l
       WHERE type = $1 AND district = $2 AND extract_date = $3 AND status = 'LOADED' AND mode = 'DELTA'
         AND NOT EXISTS (SELECT 1 FROM load f WHERE f.type = l.type AND f.district = l.district
           AND f.extract_date = l.extract_date AND f.status = 'LOADED' AND f.mode = 'FULL' AND f.id > l.id)`,
      [source.type, identity.owner, identity.date],
    );
    return rows.map(({ id }) => id);
  }

  private notLoaded(status: FileStatus, reason: string): Outcome {
    return { status, reason, rows: this.rows, counts: NOTHING_MOVED, quarantined: 0 };
  }
}

/** After a missing DELTA night the source is gapped until the next FULL (contract 1, "Delivery"). */
function isGapped(mode: FileMode, date: string, before: SourceState | null): boolean {
  if (mode !== "DELTA") return false;
  if (!before) return true;
  const nights = (Date.parse(date) - Date.parse(before.date)) / 86_400_000;
  return before.gapped || nights > 1;
}
