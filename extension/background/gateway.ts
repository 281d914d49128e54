import type { Answer, FailureCode } from "../messages.js";
import { documentId } from "../operations/document-id.js";
import type { Operation } from "../operations/operation.js";
import { mayCall } from "./permission.js";

/** A gateway and a token that it takes. */
export interface Access {
  readonly gateway: string;
  readonly token: string;
}

/** A gateway that takes longer is as good as away: the caseworker sees that, and the page is not held up. */
const LONGEST_WAIT_MS = 15_000;

/** Codes of the gateway that a user can do something about. */
const TOLD = ["UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "BAD_USER_INPUT"] as const satisfies readonly FailureCode[];

function codeOf(body: object): FailureCode {
  const errors: unknown = "errors" in body ? body.errors : undefined;
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  const code = (first as { extensions?: { code?: unknown } } | undefined)?.extensions?.code;
  return TOLD.find((known) => known === code) ?? "FAULTY";
}

/** The object that a response holds, or null when it holds none (a proxy's error page, a cut-off answer). */
async function bodyOf(response: Response): Promise<object | null> {
  try {
    const body: unknown = await response.json();
    return typeof body === "object" ? body : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/**
 * Runs one trusted operation, by its id: no text is sent. Failures come back as codes alone: the gateway's own words stay behind.
 * @param purpose what it is for, as the gateway's access log has it: a page by its adapter (`paraply/client-list`) or a page
 *   of the extension's own (`extension/options`)
 * @param signal lets go of the question: then this rejects
 */
export async function callGateway<Variables, Data>(
  { gateway, token }: Access,
  { text }: Operation<Variables, Data>,
  variables: Variables,
  purpose: string,
  signal?: AbortSignal,
): Promise<Answer<Data>> {
  if (!(await mayCall(gateway))) return { ok: false, code: "NOT_PERMITTED" };
  try {
    const response = await fetch(`${gateway}/graphql`, {
      method: "POST",
      credentials: "omit",
      // What is asked has persons' numbers in it: it goes to this address or nowhere.
      redirect: "error",
      headers: {
        "content-type": "application/json",
        accept: "application/graphql-response+json, application/json",
        authorization: `Bearer ${token}`,
        "x-overblick-purpose": purpose,
      },
      body: JSON.stringify({ documentId: await documentId(text), variables }),
      signal: AbortSignal.any([AbortSignal.timeout(LONGEST_WAIT_MS), ...(signal ? [signal] : [])]),
    });
    const body = await bodyOf(response);
    if (response.status === 401) return { ok: false, code: "UNAUTHENTICATED" };
    if (body === null) return { ok: false, code: response.status >= 500 ? "UNREACHABLE" : "FAULTY" };
    if ("errors" in body || !("data" in body) || body.data === null) return { ok: false, code: codeOf(body) };
    return { ok: true, data: body.data as Data };
  } catch (error) {
    if (signal?.aborted) throw error;
    // fetch throws a TypeError without a connection and a DOMException when the time is out.
    if (error instanceof TypeError || error instanceof DOMException) return { ok: false, code: "UNREACHABLE" };
    throw error;
  }
}
