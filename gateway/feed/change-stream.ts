import { setTimeout } from "node:timers/promises";
import type { AccessLog } from "../access/access-log.js";
import { PersonReads, type ReadOrigin } from "../access/person-reads.js";
import type { Viewer } from "../access/viewer.js";
import { RequestError } from "../request-error.js";
import type { ChangePage, ChangeReader } from "./query-changes.js";

/** Changes of one statement: what is held in memory of a stream, and what is read ahead of its client. */
const PAGE = 2000;

/** Who reads a stream, and where that is written down. */
export interface StreamReader {
  readonly viewer: Viewer;
  readonly origin: ReadOrigin;
  readonly accessLog: AccessLog;
  /** Takes so many objects from what the viewer may read. @throws RequestError RATE_LIMITED, with when to try again */
  readonly take: (objects: number) => void;
}

/**
 * The feed from a reader's place on, as lines of JSON: each a change and the cursor after it. Nothing is read before it
 * is asked for, and nothing is given out before the access log has whose data it is. No connection of the database is
 * held between two pages. Whoever has read what the gateway gives in a minute is refused before the first page; at a later one
 * the stream waits.
 *
 * @returns when the first page is there, so that what is wrong can still be answered as an error
 * @throws RequestError, AccessLogError
 */
export async function changeStream(changes: ChangeReader, reader: StreamReader): Promise<AsyncGenerator<string, void>> {
  reader.take(PAGE);
  const first = await loggedPage(changes, reader);
  return lines(first, async () => {
    await whenAllowed(() => reader.take(PAGE));
    return loggedPage(changes, reader);
  });
}

/** Waits as long as it is told to. */
async function whenAllowed(take: () => void): Promise<void> {
  for (;;) {
    try {
      take();
      return;
    } catch (error) {
      const seconds = error instanceof RequestError ? error.details.retryAfter : undefined;
      if (seconds === undefined) throw error;
      await setTimeout(seconds * 1000, undefined, { ref: false });
    }
  }
}

async function* lines(first: ChangePage, next: () => Promise<ChangePage>): AsyncGenerator<string, void> {
  for (let page = first; ; page = await next()) {
    yield page.edges.map(({ cursor, node }) => `${JSON.stringify({ cursor, ...node })}\n`).join("");
    if (!page.pageInfo.hasNextPage) return;
  }
}

async function loggedPage(changes: ChangeReader, { viewer, origin, accessLog }: StreamReader): Promise<ChangePage> {
  const page = await changes.next(PAGE);
  const reads = new PersonReads(viewer, origin);
  reads.note("changes", page.fileNumbers);
  const entry = reads.entry("changes.ndjson");
  if (entry !== null) await accessLog.write(entry);
  return page;
}
