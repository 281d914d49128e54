import { type Readable, Transform } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { DataSource } from "typeorm";
import { requireRole } from "../access/operations.js";
import type { VerifyToken } from "../access/tokens.js";
import { UnauthenticatedError } from "../access/unauthenticated.js";
import type { Viewer } from "../access/viewer.js";
import { bearerViewer } from "../bearer-viewer.js";
import { internalError } from "../error-answer.js";
import { refuse } from "../http-server.js";
import { type Receipt, receiptOf } from "../loading/receipt.js";
import type { FileStatus } from "../loading/report.js";
import type { Log } from "../log.js";
import { RequestError } from "../request-error.js";
import { recognise } from "../sources/all-sources.js";
import { type Loader, LoadWorkError } from "./load-work.js";

/** A report larger than this is none (sources/formats/content-type.ts). */
const LARGEST_UPLOAD_BYTES = 32 * 1024 * 1024;
/** Each has a process of its own. */
const MOST_AT_ONCE = 4;
const RETRY_AFTER_SECONDS = 60;

/** The types that providers send, each in a file named by its provider (contract 2). */
const PROVIDERS_TYPES: readonly string[] = ["GPLAN", "AVVIK"];

/** What uploads are taken with. */
export interface UploadParts {
  readonly dataSource: DataSource;
  readonly loader: Loader;
  readonly verifyToken: VerifyToken;
  readonly log: Log;
  /** `YYYY-MM-DD` */
  readonly today: () => string;
}

/** The body was broken off. Nobody is there to be told. */
class BrokenOffError extends Error {}

class TooLargeError extends Error {}

/**
 * `POST /upload?name=FILE`: a provider sends a report by its own credentials and gets its receipt as the answer. The
 * body is the file as it is, whatever the content type says: what is in it decides. It goes straight to the loader, and
 * neither the gateway's memory nor a disk holds it; its name is looked at and never used as a path.
 */
export function addUpload(http: FastifyInstance, parts: UploadParts): void {
  const places = new Places();
  void http.register((scope, _options, registered) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, body, parsed) => parsed(null, body));
    // Not looked at, so that none is too strange.
    scope.addHook("onRequest", (request, _reply, done) => {
      delete request.headers["content-type"];
      done();
    });
    scope.setErrorHandler((error: Error, _request, reply) => refuseUpload(reply, error, parts.log));
    scope.post("/upload", async (request, reply) => {
      const viewer = await bearerViewer(request, parts.verifyToken);
      const name = nameOf(request, viewer, parts.today());
      const receipt = await places.take(viewer.subject, () => load(request, name, viewer, parts));
      return reply.code(statusOf(receipt.status)).send(receipt);
    });
    registered();
  });
}

async function load(request: FastifyRequest, name: string, { subject }: Viewer, { loader, dataSource }: UploadParts): Promise<Receipt> {
  const content = contentOf(request);
  try {
    const [result] = await loader.run({ kind: "UPLOAD", name, sentBy: subject }, content);
    if (!result) throw new Error("UPLOAD_RESULT_MISSING: the loader said nothing of the file");
    return await receiptOf(dataSource, result.load, result.report);
  } finally {
    // A loader that did not take it leaves it open.
    content.destroy();
  }
}

/** So many at once, and one of each sender. */
class Places {
  private readonly taken = new Set<string>();

  async take<Result>(sender: string, work: () => Promise<Result>): Promise<Result> {
    if (this.taken.has(sender)) throw busy("Your upload before this one is not through: send one file at a time.");
    if (this.taken.size >= MOST_AT_ONCE) throw busy("Others are sending just now.");
    this.taken.add(sender);
    try {
      return await work();
    } finally {
      this.taken.delete(sender);
    }
  }
}

function busy(message: string): RequestError {
  return new RequestError("RATE_LIMITED", `${message} Try again in ${RETRY_AFTER_SECONDS} s.`, { retryAfter: RETRY_AFTER_SECONDS });
}

/** @throws RequestError when the viewer may not send a file of this name */
function nameOf({ query }: FastifyRequest, viewer: Viewer, today: string): string {
  requireRole(viewer, "upload");
  const { name } = query as { readonly name?: unknown };
  if (typeof name !== "string") throw new RequestError("BAD_USER_INPUT", "Say what the file is called: POST /upload?name=GPLAN_UTFORARE_20221130.csv");
  const recognised = recognise(name, today);
  if (recognised === null) {
    throw new RequestError("BAD_USER_INPUT", "Files of this name are not read. They are called GPLAN_UTFORARE_YYYYMMDD.csv, .xlsx or .json, or AVVIK_UTFORARE_YYYYMM.xlsx.");
  }
  const { source, identity } = recognised;
  if (!PROVIDERS_TYPES.includes(source.type) || identity.owner !== viewer.provider) {
    throw new RequestError("FORBIDDEN", "A provider sends plan receipts (GPLAN) and time reports (AVVIK) named by its own code.");
  }
  return name;
}

/**
 * The body, which ends in an error when it is too large or broken off. What is not wanted of it is read and dropped, so
 * that whoever is still sending gets to read the answer.
 * @throws RequestError
 */
function contentOf({ raw, headers }: FastifyRequest): Readable {
  if ((headers["content-encoding"] ?? "identity") !== "identity") {
    throw new RequestError("BAD_USER_INPUT", "Send the file as it is, without content-encoding.");
  }
  if (Number(headers["content-length"]) > LARGEST_UPLOAD_BYTES) throw new TooLargeError();
  let size = 0;
  const content = new Transform({
    transform(chunk: Buffer, _encoding, pass) {
      size += chunk.length;
      if (size > LARGEST_UPLOAD_BYTES) pass(new TooLargeError());
      else pass(null, chunk);
    },
  });
  // Whoever reads it is told; when nobody does, it may not end the gateway.
  content.on("error", () => undefined);
  content.once("close", () => raw.resume());
  raw.once("close", () => {
    if (!raw.complete) content.destroy(new BrokenOffError());
  });
  return raw.pipe(content);
}

/** 200: it is in. Else it is not, and the receipt says why. */
function statusOf(status: FileStatus): number {
  switch (status) {
    case "LOADED":
    case "UNCHANGED":
      return 200;
    case "HELD":
      return 202;
    case "REFUSED":
      return 409;
    case "REJECTED":
    case "IGNORED":
      return 422;
  }
}

function refuseUpload(reply: FastifyReply, error: Error, log: Log): FastifyReply {
  if (error instanceof UnauthenticatedError) return refuse(reply.header("www-authenticate", "Bearer"), 401, error.code, error.message);
  if (error instanceof BrokenOffError) return refuse(reply, 400, "BAD_USER_INPUT", "The file was broken off.");
  if (error instanceof TooLargeError) return refuse(reply, 413, "OPERATION_TOO_EXPENSIVE", `A report has at most ${LARGEST_UPLOAD_BYTES / 1024 / 1024} MB.`);
  if (error instanceof LoadWorkError && error.code !== "FAILED") return refuseRequest(reply, busy("The gateway is loading something else, or stopping."), 503);
  if (error instanceof RequestError) return refuseRequest(reply, error, error.code === "FORBIDDEN" ? 403 : error.code === "RATE_LIMITED" ? 429 : 400);
  return reply.code(500).send({ errors: [internalError(error, log)] });
}

function refuseRequest(reply: FastifyReply, { code, message, details: { retryAfter } }: RequestError, status: number): FastifyReply {
  return refuse(retryAfter === undefined ? reply : reply.header("retry-after", String(retryAfter)), status, code, message);
}
