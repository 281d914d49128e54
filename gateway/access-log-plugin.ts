import type { ApolloServerPlugin } from "@apollo/server";
import type { AccessLog } from "./access/access-log.js";
import { internalError } from "./error-answer.js";
import type { Log } from "./log.js";
import type { RequestContext } from "./resolvers/request-context.js";

/**
 * Writes the access log before an answer leaves. What can't be written down is not answered: not in part either, since
 * an answer's errors tell of persons too.
 * @param countError is told the code of each error that takes an answer's place
 */
export function accessLogging(accessLog: AccessLog, countError: (code: unknown) => void, log: Log): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () => Promise.resolve({
      async willSendResponse({ contextValue, response }): Promise<void> {
        const entry = contextValue.reads.entry(contextValue.trustedOperation);
        if (entry === null) return;
        try {
          await accessLog.write(entry);
        } catch (error) {
          const answer = internalError(error, log);
          countError(answer.extensions?.["code"]);
          response.body = { kind: "single", singleResult: { errors: [answer] } };
          response.http.status = 500;
        }
      },
    }),
  };
}
