import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { doLoadWork, failureOf, type Loader } from "../../gateway/intake/load-work.js";
import type { IngestContext } from "../../gateway/loading/ingest.js";

/** A loader that works in the test's own process. */
export function ownLoader(context: IngestContext): Loader {
  return {
    async run(work, content = Readable.from([])) {
      const bytes = await buffer(content);
      try {
        return await doLoadWork(context, work, bytes);
      } catch (error) {
        throw failureOf(error) ?? error;
      }
    },
  };
}
