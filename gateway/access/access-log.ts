import type { DataSource } from "typeorm";
import { prepared } from "../database/prepared.js";

/** What is written down of an operation that read personal data (entities/access-log-entry.ts). */
export interface AccessEntry {
  readonly subject: string;
  readonly roles: readonly string[];
  readonly remoteAddress: string;
  readonly operations: readonly string[];
  readonly operationName: string | null;
  readonly purpose: string | null;
  readonly fileNumbers: readonly string[];
}

/** The entry could not be written, so what it speaks of must not be handed out. */
export class AccessLogError extends Error {
  readonly code = "ACCESS_LOG_NOT_WRITTEN";

  constructor(options: ErrorOptions) {
    super("The access log could not be written: nothing about a person is answered until it can.", options);
    this.name = "AccessLogError";
  }
}

interface Waiting {
  readonly entry: AccessEntry;
  readonly written: () => void;
  readonly failed: (error: AccessLogError) => void;
}

/** Entries of one statement: bounds its size when many wait. */
const LARGEST_BATCH = 500;
const LONGEST_NAME = 200;

/**
 * Writes the access log. Entries that come while others are being written wait for those and then go together: answers
 * of the same moment share one statement and one commit, and none is handed out before its own entry is committed.
 */
export class AccessLog {
  private waiting: Waiting[] = [];
  private writing = false;

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Writes an entry; when it returns the entry is committed.
   * @throws AccessLogError
   */
  write(entry: AccessEntry): Promise<void> {
    return new Promise((written, failed) => {
      this.waiting.push({ entry, written, failed });
      if (!this.writing) void this.writeAll();
    });
  }

  private async writeAll(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, LARGEST_BATCH);
      try {
        await insert(this.dataSource, batch.map(({ entry }) => entry));
        for (const { written } of batch) written();
      } catch (cause) {
        for (const { failed } of batch) failed(new AccessLogError({ cause }));
      }
    }
    this.writing = false;
  }
}

/** Number and time are the database's. The schema is said, so that no temporary table of a session can stand before the log. */
async function insert(dataSource: DataSource, entries: readonly AccessEntry[]): Promise<void> {
  await dataSource.query(
    prepared(`
      INSERT INTO public.access_log (subject, roles, remote_address, operations, operation_name, purpose, file_numbers)
      SELECT entry.subject, entry.roles, entry."remoteAddress", entry.operations, entry."operationName", entry.purpose,
             entry."fileNumbers"
      FROM json_to_recordset($1::json) AS entry (subject text, roles text[], "remoteAddress" text, operations text[],
                                                 "operationName" text, purpose text, "fileNumbers" text[])`),
    [JSON.stringify(entries.map(storable))],
  );
}

/** What others chose, so that one entry can't make a statement fail that it shares with others' entries. */
function storable(entry: AccessEntry): AccessEntry {
  return {
    ...entry,
    subject: storableText(entry.subject),
    operationName: entry.operationName === null ? null : storableText(entry.operationName),
  };
}

/** Without what PostgreSQL can't keep as text: U+0000 and halves of surrogate pairs. */
function storableText(text: string): string {
  return text.slice(0, LONGEST_NAME).replace(/[\p{Cc}\p{Cs}]/gu, "\uFFFD");
}
