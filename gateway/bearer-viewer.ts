import type { FastifyRequest } from "fastify";
import type { VerifyToken } from "./access/tokens.js";
import { UnauthenticatedError } from "./access/unauthenticated.js";
import type { Viewer } from "./access/viewer.js";

/** Who asks: the viewer of the request's access token. @throws UnauthenticatedError */
export async function bearerViewer(request: FastifyRequest, verifyToken: VerifyToken): Promise<Viewer> {
  const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (token === undefined) throw new UnauthenticatedError();
  return verifyToken(token);
}
