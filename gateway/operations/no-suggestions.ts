import type { ApolloServerPlugin } from "@apollo/server";
import { mayAskFreely } from "../access/operations.js";
import type { RequestContext } from "../resolvers/request-context.js";

/** How graphql-js ends a message with names that were not asked. */
const SUGGESTION = / ?Did you mean .+$/s;

/** What a field, type or argument may be called instead is a look into the schema: only those who may look there are told. */
export const noSuggestions: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () => Promise.resolve({
    willSendResponse: ({ contextValue, response }): Promise<void> => {
      if (response.body.kind === "single" && !mayAskFreely(contextValue.viewer)) {
        const { errors } = response.body.singleResult;
        if (errors) response.body.singleResult.errors = errors.map((error) => ({ ...error, message: error.message.replace(SUGGESTION, "") }));
      }
      return Promise.resolve();
    },
  }),
};
