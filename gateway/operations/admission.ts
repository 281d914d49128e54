import { BREAK, type DocumentNode, GraphQLError, parse, visit } from "graphql";
import { mayAskFreely } from "../access/operations.js";
import type { Viewer } from "../access/viewer.js";
import { RequestError } from "../request-error.js";
import { checkDocument, MOST_TOKENS } from "./document-limits.js";
import type { TrustedOperation, TrustedOperations } from "./trusted-operations.js";

/** A body of `POST /graphql`, as far as it says which operation it is. */
interface AskedOperation {
  readonly documentId?: unknown;
  readonly query?: unknown;
}

/**
 * Which operations are let in, by whom. In production (`trustedOnly`) most roles may name trusted operations alone. Whoever may
 * not ask freely doesn't look into the schema either, in production or not.
 */
export class Admission {
  /** The trusted operation that a request asked by its id. */
  private readonly named = new WeakMap<object, TrustedOperation>();

  constructor(
    private readonly trusted: TrustedOperations,
    private readonly trustedOnly: boolean,
  ) {}

  /** The body with the trusted document in the place of its id, as a GraphQL server takes it; any other as it is. */
  withDocument(request: object, body: unknown): unknown {
    const { documentId, query } = asked(body);
    const operation = typeof documentId === "string" && query === undefined ? this.trusted.get(documentId) : undefined;
    if (operation === undefined) return body;
    this.named.set(request, operation);
    const { documentId: _, ...rest } = body as Record<string, unknown>;
    return { ...rest, query: operation.text };
  }

  /**
   * The name of the request's trusted operation; null for a text that the viewer may send. Looks at the text before it
   * is validated, since validating a hostile one is what costs.
   * @throws RequestError FORBIDDEN, NOT_FOUND, BAD_USER_INPUT or OPERATION_TOO_EXPENSIVE
   */
  admit(request: object, body: unknown, viewer: Viewer): string | null {
    const operation = this.named.get(request);
    if (operation !== undefined) {
      const { name, roles } = operation;
      if (viewer.roles.some((role) => roles.includes(role))) return name;
      throw new RequestError("FORBIDDEN", `${name} is not for your role. It takes one of: ${roles.join(", ")}.`);
    }
    const { documentId, query } = asked(body);
    if (documentId !== undefined) throw notTrusted(query !== undefined);
    if (this.trustedOnly && !mayAskFreely(viewer)) {
      throw new RequestError("FORBIDDEN", "Your role asks by documentId alone: query texts are for CONTROLLER and INTEGRATION.");
    }
    const document = typeof query === "string" ? parsed(query) : null;
    if (document === null) return null;
    checkDocument(document);
    if (!mayAskFreely(viewer) && looksIntoSchema(document)) {
      throw new RequestError("FORBIDDEN", "Looking into the schema is for CONTROLLER and INTEGRATION: it stands in schema/schema.graphql, too.");
    }
    return null;
  }
}

/** `__typename` tells no more than the answer that it stands in. */
function looksIntoSchema(document: DocumentNode): boolean {
  let looks = false;
  visit(document, {
    Field({ name }) {
      if (name.value !== "__schema" && name.value !== "__type") return undefined;
      looks = true;
      return BREAK;
    },
  });
  return looks;
}

function notTrusted(hasText: boolean): RequestError {
  if (hasText) return new RequestError("BAD_USER_INPUT", "Send either documentId or query.");
  return new RequestError("NOT_FOUND", "This gateway has no operation of that documentId: client and gateway are of different versions.");
}

function asked(body: unknown): AskedOperation {
  return typeof body === "object" && body !== null ? body : {};
}

/** Null when it is not GraphQL: the server, which parses once more, then says why. */
function parsed(query: string): DocumentNode | null {
  try {
    return parse(query, { maxTokens: MOST_TOKENS, noLocation: true });
  } catch (error) {
    const isTooLong = error instanceof GraphQLError && / more tha[nt] \d+ tokens/.test(error.message);
    if (isTooLong) throw new RequestError("OPERATION_TOO_EXPENSIVE", `A document has at most ${MOST_TOKENS} words and signs.`);
    return null;
  }
}
