import type { Answer } from "../messages.js";
import type { Operation } from "../operations/operation.js";
import { type Connection, missed } from "./connection.js";
import { callGateway } from "./gateway.js";
import type { Session } from "./session.js";

/** Asks the gateway as whoever is signed in. Rejects when the signal lets go of the question: that tells nothing of the gateway. */
export type AskGateway = <Variables, Data>(
  operation: Operation<Variables, Data>, variables: Variables, purpose: string, signal?: AbortSignal,
) => Promise<Answer<Data>>;

/**
 * @param session whose token is sent. One that the gateway refuses before its end is renewed once: keys and clocks change
 * @param isLocked whether the machine is locked: then nobody is asked
 */
export function createAsk(session: Session, connection: Connection, isLocked: () => Promise<boolean>): AskGateway {
  return async (operation, variables, purpose, signal) => {
    if (await isLocked()) return { ok: false, code: "LOCKED" };
    return connection.through(() => askOnce(session, operation, variables, purpose, signal));
  };
}

async function askOnce<Variables, Data>(
  session: Session, operation: Operation<Variables, Data>, variables: Variables, purpose: string, signal: AbortSignal | undefined,
): Promise<Answer<Data>> {
  const access = await session.access();
  if (!access.ok) return access.code === "UNREACHABLE" ? missed("ISSUER") : access;
  const answer = await callGateway(access.data, operation, variables, purpose, signal);
  if (answer.ok || answer.code !== "UNAUTHENTICATED") return withService(answer);
  const another = await session.accessInsteadOf(access.data);
  if (!another.ok) return another.code === "UNREACHABLE" ? missed("ISSUER") : another;
  return withService(await callGateway(another.data, operation, variables, purpose, signal));
}

function withService<Data>(answer: Answer<Data>): Answer<Data> {
  return !answer.ok && answer.code === "UNREACHABLE" ? missed("GATEWAY") : answer;
}
