import type { DataSource } from "typeorm";
import type { Logger } from "pino";
import type { KeyRing } from "../access/keys.js";
import { publishFindings } from "../findings/publish.js";
import type { Catalogue } from "../rules/catalogue.js";
import { deliveredFiles, type DeliveredFile } from "./delivery.js";
import { ringInForce } from "./hash-keys.js";
import { filesWaitingFor, heldFile } from "./held-files.js";
import { loadFile } from "./load-file.js";
import { retryWaitingRows, settleQuarantine } from "./quarantine.js";
import type { FileReport, IngestReport } from "./report.js";
import { asOnlyLoader, type LoaderSession } from "../database/session.js";

/** What `npm run ingest` is told. */
export interface IngestOptions {
  readonly paths: readonly string[];
  /** Load files older than the newest loaded. */
  readonly force: boolean;
  /** Names of held files that the operator accepts; they need not be delivered again. */
  readonly accept: readonly string[];
}

/** What a load needs around it. */
export interface IngestContext {
  readonly dataSource: DataSource;
  readonly catalogue: Catalogue;
  /** Seals what may not lie in clear text, and finds by keyed hash. */
  readonly ring: KeyRing;
  readonly log: Logger;
  /** The day of the load, `YYYY-MM-DD`: TODAY where set, else the date in Stockholm. */
  readonly today: string;
}

/**
 * Loads every file that a source recognises, tries waiting rows again, and then publishes findings: nothing flashes up
 * between two files of a night. One loader works at a time; each file is one transaction.
 */
export async function ingest(context: IngestContext, options: IngestOptions): Promise<IngestReport> {
  const started = Date.now();
  const files = await deliveredFiles(options.paths, context.today);
  const reports = await asOnlyLoader(
    context.dataSource,
    () => context.log.info("another loader is at work: waiting for it"),
    async (session) => {
      // Now that no rotation is under way.
      const ring = await ringInForce(session, context.ring);
      const outcomes = await new Ingest({ ...context, ring }, options, session).loadAll(files);
      await retryWaitingRows(session, ring);
      await settleQuarantine(session);
      await publishFindings(session, context.catalogue, context.log);
      const settled: FileReport[] = [];
      for (const outcome of outcomes) settled.push(typeof outcome === "number" ? await reportOf(session, outcome) : outcome);
      return settled;
    },
  );
  return { files: reports, ms: Date.now() - started };
}

class Ingest {
  constructor(
    private readonly context: IngestContext,
    private readonly options: IngestOptions,
    private readonly session: LoaderSession,
  ) {}

  /** A load's number for each file that a source knows, a report for each other. */
  async loadAll(files: readonly DeliveredFile[]): Promise<(number | FileReport)[]> {
    const outcomes: (number | FileReport)[] = [];
    const delivered = new Set(files.map(({ name }) => name));
    for (const name of this.options.accept.filter((accepted) => !delivered.has(accepted))) {
      const held = await heldFile(this.context.dataSource, this.session, this.context.ring, name);
      outcomes.push(...(held ? await this.load(held) : [notKept(name)]));
    }
    for (const file of files) outcomes.push(...(await this.load(file)));
    return outcomes;
  }

  private async load(file: DeliveredFile, released = false): Promise<(number | FileReport)[]> {
    if (!file.recognised) {
      this.context.log.info({ status: "IGNORED" }, "a file that no source knows");
      return [ignored(file.name)];
    }
    const accept = this.options.accept.includes(file.name);
    const loadId = await loadFile(this.session, this.context.ring, file, file.recognised, { force: this.options.force, accept, released });
    const report = await reportOf(this.session, loadId);
    this.context.log.info({ ...report, load: loadId }, `${report.status} ${report.name}`);
    const outcomes: number[] = [loadId];
    if (report.status !== "LOADED") return outcomes;
    // What waited for this file loads by itself now.
    for (const name of await filesWaitingFor(this.session, file)) {
      const waiting = await heldFile(this.context.dataSource, this.session, this.context.ring, name);
      if (waiting) outcomes.push(...((await this.load(waiting, true)) as number[]));
    }
    return outcomes;
  }
}

async function reportOf(session: LoaderSession, loadId: number): Promise<FileReport> {
  const { rows } = await session.query<FileReport>(
    `SELECT file AS name, source, type, status, rows, added, changed, withdrawn, quarantined, reason FROM load WHERE id = $1`,
    [loadId],
  );
  return rows[0]!;
}

const NOTHING = { rows: 0, added: 0, changed: 0, withdrawn: 0, quarantined: 0 } as const;

function ignored(name: string): FileReport {
  return { name, source: null, type: null, status: "IGNORED", ...NOTHING, reason: "no source reads files of this name" };
}

function notKept(name: string): FileReport {
  return { name, source: null, type: null, status: "IGNORED", ...NOTHING, reason: "no file of this name is held" };
}
