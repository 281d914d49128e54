import { isIP } from "node:net";
import type { FastifyRequest } from "fastify";
import type { ReadOrigin } from "./access/person-reads.js";
import { RequestError } from "./request-error.js";

const PURPOSE_HEADER = "x-overblick-purpose";
/** What looks like a file number or a personal number. */
const PERSON = /\d{6}-\d|\d{6}[-+]?\d{4}/;
/** The id of a page (contract 5) or the name of a report: no free text, in which somebody could write about a person. */
const PURPOSE = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$/;

/**
 * From where a request comes and what for, for the access log. The address is the connection's, or what a proxy of
 * TRUSTED_PROXY says.
 * @throws RequestError BAD_USER_INPUT for a purpose that is no id
 */
export function readOrigin(request: FastifyRequest): ReadOrigin {
  const purpose = request.headers[PURPOSE_HEADER] ?? null;
  if (purpose !== null && (typeof purpose !== "string" || !PURPOSE.test(purpose) || PERSON.test(purpose))) {
    throw new RequestError(
      "BAD_USER_INPUT", `${PURPOSE_HEADER} is the id of a page, report or ticket: up to 100 letters, digits and ._:/-, and no number of a person.`,
    );
  }
  return { remoteAddress: remoteAddress(request), purpose };
}

/** What a proxy passes on need not be an address; the connection's always is. */
function remoteAddress({ ip, socket }: FastifyRequest): string {
  return isIP(ip) === 0 ? (socket.remoteAddress ?? "unknown") : ip;
}
