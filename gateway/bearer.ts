import type { FastifyRequest } from "fastify";
import type { VerifyToken } from "./access/tokens.js";
import { UnauthenticatedError } from "./access/unauthenticated.js";
import type { Viewer } from "./access/viewer.js";

/**
 * Who sends a request, by its bearer token.
 * @throws UnauthenticatedError, and what `verifyToken` does
 */
export async function bearerOf(request: FastifyRequest, verifyToken: VerifyToken): Promise<Viewer> {
  const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (token === undefined) throw new UnauthenticatedError();
  return verifyToken(token);
}
