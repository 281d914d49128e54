/** What became of a delivered file (contract 4, ingest). */
export type FileStatus = "LOADED" | "UNCHANGED" | "REJECTED" | "HELD" | "REFUSED" | "IGNORED";

/** One file of a report. `rows` counts the file's data rows, `quarantined` what is left after the retry at the end of the call. */
export interface FileReport {
  readonly name: string;
  readonly source: string | null;
  readonly type: string | null;
  readonly status: FileStatus;
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly withdrawn: number;
  readonly quarantined: number;
  /** Why it was not loaded, or what was noted; null when there is nothing to say. Never a row's content. */
  readonly reason: string | null;
}

/** What `npm run ingest` prints. */
export interface IngestReport {
  readonly files: readonly FileReport[];
  /** Milliseconds for the whole call. */
  readonly ms: number;
}

/** The exit code of `npm run ingest`: 3 when a file was rejected, held or refused, else 0. */
export function exitCodeOf(report: IngestReport): 0 | 3 {
  const failed: readonly FileStatus[] = ["REJECTED", "HELD", "REFUSED"];
  return report.files.some((file) => failed.includes(file.status)) ? 3 : 0;
}
