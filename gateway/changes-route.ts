import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { DataSource } from "typeorm";
import type { AccessLog } from "./access/access-log.js";
import type { KeyRing } from "./access/keys.js";
import type { VerifyToken } from "./access/tokens.js";
import { UnauthenticatedError } from "./access/unauthenticated.js";
import { bearerViewer } from "./bearer-viewer.js";
import { internalError } from "./error-answer.js";
import { changeStream } from "./feed/change-stream.js";
import { FACT_TYPES } from "./feed/fact-tables.js";
import { ChangeReader, type ChangeRequest } from "./feed/query-changes.js";
import { refuse } from "./http-server.js";
import type { Log } from "./log.js";
import type { TakeObjects } from "./operations/rate.js";
import { readOrigin } from "./read-origin.js";
import { RequestError, type RequestErrorCode } from "./request-error.js";
import type { FactType } from "./rules/timeline.js";

/** What the route runs on. */
export interface ChangesRouteParts {
  readonly dataSource: DataSource;
  readonly ring: KeyRing;
  readonly verifyToken: VerifyToken;
  readonly accessLog: AccessLog;
  /** From what subjects may read by whatever they ask. */
  readonly takeObjects: TakeObjects;
  /** Is told the code of a fault that cuts an answer off. */
  readonly countError: (code: unknown) => void;
  readonly log: Log;
}

/** Streams that one subject may read at a time from each gateway process: one is enough, and more is a client that forgot some. */
const MOST_STREAMS = 4;
const RETRY_AFTER_S = 30;

/**
 * `GET /changes.ndjson?after=CURSOR&types=TYPE,TYPE`: the change feed in bulk, a line of JSON for each change with the
 * cursor after it, from the cursor (or the beginning) to the newest change. Errors are answered as JSON, by the codes of
 * contract 4; after the first line a fault cuts the answer off, and the client goes on from the last cursor that it has.
 */
export function addChangesRoute(http: FastifyInstance, parts: ChangesRouteParts): void {
  const streams = new OpenStreams();
  // A HEAD would read the whole feed to throw it away.
  http.get("/changes.ndjson", { exposeHeadRoute: false }, async (request, reply) => {
    try {
      const viewer = await bearerViewer(request, parts.verifyToken);
      const changes = new ChangeReader(parts.dataSource, parts.ring, viewer, requestOf(request));
      const release = streams.take(viewer.subject);
      reply.raw.once("close", release);
      const lines = await changeStream(changes, {
        viewer, origin: readOrigin(request), accessLog: parts.accessLog, take: (objects) => parts.takeObjects(viewer.subject, objects),
      });
      return await reply.type("application/x-ndjson").send(Readable.from(logged(lines, parts)));
    } catch (error) {
      return refused(reply, error);
    }
  });
}

/** The subjects whose streams are open. */
class OpenStreams {
  private readonly open = new Map<string, number>();

  /** @returns lets go of it @throws RequestError RATE_LIMITED */
  take(subject: string): () => void {
    const count = this.open.get(subject) ?? 0;
    if (count >= MOST_STREAMS) {
      throw new RequestError("RATE_LIMITED", `${MOST_STREAMS} streams are open in your name: wait for one to end.`, { retryAfter: RETRY_AFTER_S });
    }
    this.open.set(subject, count + 1);
    return () => {
      const left = (this.open.get(subject) ?? 1) - 1;
      if (left === 0) this.open.delete(subject);
      else this.open.set(subject, left);
    };
  }
}

/** @throws RequestError BAD_USER_INPUT for a type that there is not, or a cursor that stands twice */
function requestOf({ query }: FastifyRequest): Pick<ChangeRequest, "after" | "types"> {
  const { after, types } = query as Readonly<Record<string, string | string[] | undefined>>;
  if (Array.isArray(after)) throw new RequestError("BAD_USER_INPUT", "after stands twice in the address.");
  return { after: after || null, types: types === undefined ? null : [types].flat().flatMap((list) => list.split(",")).map(typeOf) };
}

function typeOf(name: string): FactType {
  const type = FACT_TYPES.find((each) => each === name);
  if (type === undefined) throw new RequestError("BAD_USER_INPUT", `types are some of ${FACT_TYPES.join(", ")}, with commas between.`);
  return type;
}

/** A fault in the middle cuts the answer off: its status has left already. */
async function* logged(lines: AsyncGenerator<string>, { countError, log }: ChangesRouteParts): AsyncGenerator<string> {
  try {
    yield* lines;
  } catch (error) {
    countError(internalError(error, log).extensions?.["code"]);
    throw error;
  }
}

const STATUS: Readonly<Record<RequestErrorCode, number>> = {
  BAD_USER_INPUT: 400, FORBIDDEN: 403, NOT_FOUND: 404, OPERATION_TOO_EXPENSIVE: 400, RATE_LIMITED: 429,
};

/** What is nobody's fault goes on to the server's error handler. */
function refused(reply: FastifyReply, error: unknown): FastifyReply {
  if (error instanceof UnauthenticatedError) return refuse(reply.header("www-authenticate", "Bearer"), 401, error.code, error.message);
  if (!(error instanceof RequestError)) throw error;
  const { retryAfter } = error.details;
  if (retryAfter !== undefined) void reply.header("retry-after", String(retryAfter));
  return refuse(reply, STATUS[error.code], error.code, error.message);
}
