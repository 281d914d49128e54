import type { Readable } from "node:stream";
import { LoaderBusyError } from "../database/loader-busy.js";
import { asOnlyLoader } from "../database/session.js";
import { publishAfterNewCatalogue } from "../findings/publish.js";
import { acceptLoad, type FileOutcome, type IngestContext, loadDelivery, retryLoad } from "../loading/ingest.js";
import { deliveredFiles, uploadedFile } from "../loading/delivery.js";
import { OperatorActionError } from "../loading/operator-actions.js";
import type { FileReport } from "../loading/report.js";

/** What a gateway has loaded. */
export type LoadWork =
  /** Files of the drop folder that came together. */
  | { readonly kind: "INBOX"; readonly paths: readonly string[] }
  /** A file that somebody sends; its bytes come beside this. */
  | { readonly kind: "UPLOAD"; readonly name: string; readonly sentBy: string }
  /** A held file that an operator accepts. */
  | { readonly kind: "ACCEPT"; readonly load: number; readonly by: string }
  /** A load whose rows in quarantine an operator wants read again. */
  | { readonly kind: "RETRY"; readonly load: number; readonly by: string }
  /** Nothing is loaded: the findings are derived anew where the year's turn asks for it. */
  | { readonly kind: "PUBLISH" };

/** What became of one file. */
export interface FileResult {
  /** Where it lay; null when it was no file on a disk. */
  readonly path: string | null;
  /** The number of its row in `load`; null when no source knows the name. */
  readonly load: number | null;
  readonly report: FileReport;
}

/** Whatever does the work of loading for a gateway. */
export interface Loader {
  /**
   * Does the work, wholly or not at all for each file.
   * @param content the bytes of an upload; when they end in an error nothing of it is loaded
   * @throws LoadWorkError, or the error of `content`
   */
  run(work: LoadWork, content?: Readable): Promise<readonly FileResult[]>;
}

/**
 * `LOADER_BUSY`: another load was not through in time. `STOPPED`: the gateway is stopping. `FAILED`: it could not run, and
 * the log says why.
 */
export type LoadWorkFailure = "LOADER_BUSY" | "NOT_FOUND" | "NOT_HELD" | "STOPPED" | "FAILED";

/** The work was not done. What was loaded before stands. */
export class LoadWorkError extends Error {
  constructor(
    readonly code: LoadWorkFailure,
    message: string,
  ) {
    super(message);
    this.name = "LoadWorkError";
  }
}

/** Somebody who waits for an answer does not wait longer than this for another load to be through. */
const PATIENCE_MS = 45_000;

/** Does the work in this process. @param content the bytes of an upload */
export async function doLoadWork(context: IngestContext, work: LoadWork, content: Buffer): Promise<readonly FileResult[]> {
  switch (work.kind) {
    case "INBOX": {
      const files = await deliveredFiles(work.paths, context.today);
      return (await loadDelivery(context, { files, force: false, accept: [], origin: { way: "INBOX", sentBy: "inbox" } })).map(resultOf);
    }
    case "UPLOAD": {
      const files = [uploadedFile(work.name, content, context.today)];
      const origin = { way: "UPLOAD", sentBy: work.sentBy } as const;
      return (await loadDelivery(patient(context), { files, force: false, accept: [], origin })).map(resultOf);
    }
    case "ACCEPT":
      return (await acceptLoad(patient(context), work.load, work.by)).map(resultOf);
    case "RETRY":
      await retryLoad(patient(context), work.load, work.by);
      return [];
    case "PUBLISH": {
      const { dataSource, catalogue, log, today } = context;
      await asOnlyLoader(dataSource, () => undefined, (session) => publishAfterNewCatalogue(session, catalogue, log, today));
      return [];
    }
  }
}

function patient(context: IngestContext): IngestContext {
  return { ...context, patienceMs: context.patienceMs ?? PATIENCE_MS };
}

function resultOf({ file, load, report }: FileOutcome): FileResult {
  return { path: file?.path ?? null, load, report };
}

/** An error as it is told to whoever asked for the work; null for one that only the log is told. */
export function failureOf(error: unknown): LoadWorkError | null {
  if (error instanceof LoaderBusyError || error instanceof OperatorActionError) return new LoadWorkError(error.code, error.message);
  return null;
}
