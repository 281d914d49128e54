import type { DataSource } from "typeorm";
import type { Logger } from "pino";
import type { KeyRing } from "../access/keys.js";
import { terminalUser } from "../access/terminal-user.js";
import { publishFindings } from "../findings/publish.js";
import type { Catalogue } from "../rules/catalogue.js";
import { deliveredFiles, type DeliveredFile } from "./delivery.js";
import { ringInForce } from "./hash-keys.js";
import { type HeldFile, heldFile, heldLoad, loadsWaitingFor, releaseHeld } from "./held-files.js";
import { loadFile, type LoadOptions, type Origin } from "./load-file.js";
import { noteAction, OperatorActionError, requireLoad } from "./operator-actions.js";
import { retryWaitingRows, settleQuarantine } from "./quarantine.js";
import type { FileReport, IngestReport } from "./report.js";
import { asOnlyLoader, type LoaderSession } from "../database/session.js";

/** What `npm run ingest` is told. */
export interface IngestOptions extends Decided {
  readonly paths: readonly string[];
}

/** What an operator has decided beforehand. */
export interface Decided {
  /** Load files older than the newest loaded. */
  readonly force: boolean;
  /** Names of held files that the operator accepts; they need not be delivered again. */
  readonly accept: readonly string[];
}

/** Files that came together, by one way. */
export interface Delivery extends Decided {
  /** In the order in which they are loaded. */
  readonly files: readonly DeliveredFile[];
  readonly origin: Origin;
}

/** What became of a file. */
export interface FileOutcome {
  /** Null for a name that was to be accepted, and under which nothing is held. */
  readonly file: DeliveredFile | null;
  /** The number of its row in `load`; null when no source knows the name. */
  readonly load: number | null;
  readonly report: FileReport;
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
  /** How long another loader is waited for, in milliseconds; without it until it is through. */
  readonly patienceMs?: number;
}

/**
 * Loads every file that a source recognises, tries waiting rows again, and then publishes findings: nothing flashes up
 * between two files of a night. One loader works at a time; each file is one transaction.
 * @param follow gets the files before they are read, and gives them back to be read by its own ways
 */
export async function ingest(
  context: IngestContext, { paths, force, accept }: IngestOptions,
  follow: (files: DeliveredFile[]) => Promise<DeliveredFile[]> = (files) => Promise.resolve(files),
): Promise<IngestReport> {
  const started = Date.now();
  const files = await follow(await deliveredFiles(paths, context.today));
  const outcomes = await loadDelivery(context, { files, force, accept, origin: { way: "COMMAND", sentBy: terminalUser() } });
  return { files: outcomes.map(({ report }) => report), ms: Date.now() - started };
}

/**
 * Loads what came together, by whichever way.
 * @throws LoaderBusyError when another loader was not through in time
 */
export async function loadDelivery(context: IngestContext, delivery: Delivery): Promise<FileOutcome[]> {
  return asLoader(context, (session) => loadFiles(session, context, delivery));
}

/**
 * All of {@link loadDelivery} but the findings: loads the files, tries waiting rows again, and brings quarantine's books in
 * order. To be called as the only loader.
 */
export async function loadFiles(session: LoaderSession, context: IngestContext, delivery: Delivery): Promise<FileOutcome[]> {
  return withRetry(session, context, (ring) => new DeliveryLoad({ ...context, ring }, delivery, session).loadAll());
}

/**
 * Loads the file that was held in a load, and what waits for it.
 * @param by who accepts it
 * @throws OperatorActionError NOT_HELD; LoaderBusyError
 */
export async function acceptLoad(context: IngestContext, loadId: number, by: string): Promise<FileOutcome[]> {
  const delivery: Delivery = { files: [], force: false, accept: [], origin: { way: "HELD", sentBy: by } };
  return asLoader(context, async (session) => {
    const held = await heldLoad(context.dataSource, session, context.ring, loadId);
    if (!held) throw new OperatorActionError("NOT_HELD", "No file is held in this load: it has been loaded, a later delivery took its place, or there is no such load.");
    return withRetry(session, context, (ring) => new DeliveryLoad({ ...context, ring }, delivery, session).loadHeld(held, true));
  });
}

/**
 * Reads the rows again that a load has in quarantine, and those of all loads that wait for a reference.
 * @param by who wants it
 * @throws OperatorActionError NOT_FOUND; LoaderBusyError
 */
export async function retryLoad(context: IngestContext, loadId: number, by: string): Promise<void> {
  await asLoader(context, async (session) => {
    await requireLoad(session, loadId);
    await noteAction(session, by, "RETRY", loadId);
    return withRetry(session, context, () => Promise.resolve([]), loadId);
  });
}

/** Works as the only loader, and publishes findings at the end. */
async function asLoader(context: IngestContext, work: (session: LoaderSession) => Promise<FileOutcome[]>): Promise<FileOutcome[]> {
  const { dataSource, catalogue, log, today, patienceMs = null } = context;
  return asOnlyLoader(dataSource, () => log.info("another loader is at work: waiting for it"), async (session) => {
    const outcomes = await work(session);
    await publishFindings(session, catalogue, log, today);
    const settled: FileOutcome[] = [];
    for (const outcome of outcomes) settled.push(outcome.load === null ? outcome : { ...outcome, report: await reportOf(session, outcome.load) });
    return settled;
  }, patienceMs);
}

/** Loads, and then tries waiting rows again. @param retried a load whose other faulty rows are read again too */
async function withRetry(
  session: LoaderSession, context: IngestContext, load: (ring: KeyRing) => Promise<FileOutcome[]>, retried: number | null = null,
): Promise<FileOutcome[]> {
  // Now that no rotation is under way.
  const ring = await ringInForce(session, context.ring);
  const outcomes = await load(ring);
  await retryWaitingRows(session, ring, context.today, retried);
  await settleQuarantine(session);
  return outcomes;
}

class DeliveryLoad {
  constructor(
    private readonly context: IngestContext,
    private readonly delivery: Delivery,
    private readonly session: LoaderSession,
  ) {}

  /** An outcome for each file that was delivered, accepted, or waited for one of those. */
  async loadAll(): Promise<FileOutcome[]> {
    const { files, accept, origin } = this.delivery;
    const outcomes: FileOutcome[] = [];
    const delivered = new Set(files.map(({ name }) => name));
    for (const name of accept.filter((accepted) => !delivered.has(accepted))) {
      const held = await heldFile(this.context.dataSource, this.session, this.context.ring, name);
      outcomes.push(...(held ? await this.loadHeld(held, true) : [notKept(name)]));
    }
    for (const file of files) outcomes.push(...(await this.loadDelivered(file, accept.includes(file.name), origin)));
    return outcomes;
  }

  private async loadDelivered(file: DeliveredFile, accept: boolean, origin: Origin): Promise<FileOutcome[]> {
    const outcomes = await this.load(file, { accept, released: false, heldIn: null, origin });
    const [{ load } = { load: null }] = outcomes;
    if (load !== null && accept) await noteAction(this.session, origin.sentBy, "ACCEPT", load);
    if (load !== null && this.delivery.force) await noteAction(this.session, origin.sentBy, "FORCE", load);
    return outcomes;
  }

  /** @param accept whether an operator accepts it; else the file that it waited for has loaded */
  async loadHeld(held: HeldFile, accept: boolean): Promise<FileOutcome[]> {
    const { sentBy } = this.delivery.origin;
    if (accept) await noteAction(this.session, sentBy, "ACCEPT", held.heldIn);
    const outcomes = await this.load(held, { accept, released: !accept, heldIn: held.heldIn, origin: { way: "HELD", sentBy } });
    if (outcomes[0]?.report.status === "UNCHANGED") await releaseHeld(this.session, held.heldIn);
    return outcomes;
  }

  private async load(
    file: DeliveredFile, options: Pick<LoadOptions, "accept" | "released" | "heldIn" | "origin">,
  ): Promise<FileOutcome[]> {
    if (!file.recognised) {
      this.context.log.info({ status: "IGNORED" }, "a file that no source knows");
      return [{ file, load: null, report: ignored(file.name) }];
    }
    const { today, ring } = this.context;
    const load = await loadFile(this.session, ring, file, file.recognised, { ...options, today, force: this.delivery.force });
    const report = await reportOf(this.session, load);
    this.context.log.info({ ...report, load }, `${report.status} ${report.name}`);
    const outcomes: FileOutcome[] = [{ file, load, report }];
    if (report.status !== "LOADED") return outcomes;
    // What waited for this file loads by itself now.
    for (const id of await loadsWaitingFor(this.session, file)) {
      const waiting = await heldLoad(this.context.dataSource, this.session, this.context.ring, id);
      if (waiting) outcomes.push(...(await this.loadHeld(waiting, false)));
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

function notKept(name: string): FileOutcome {
  const report: FileReport = { name, source: null, type: null, status: "IGNORED", ...NOTHING, reason: "no file of this name is held" };
  return { file: null, load: null, report };
}
