import type { Answer, Failure } from "../messages.js";
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

/** What the gateway's first error says of itself; its words stay behind. */
function failureIn(body: object): Failure {
  const errors: unknown = "errors" in body ? body.errors : undefined;
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  const code = (first as { extensions?: { code?: unknown } } | undefined)?.extensions?.code;
  switch (code) {
    case "UNAUTHENTICATED":
    case "FORBIDDEN":
      return { ok: false, code };
    case "NOT_FOUND":
    case "BAD_USER_INPUT":
      return { ok: false, code: "FAULTY", refused: code };
    default:
      return { ok: false, code: "FAULTY" };
  }
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
 */
export async function callGateway<Variables, Data>(
  { gateway, token }: Access,
  { text }: Operation<Variables, Data>,
  variables: Variables,
  purpose: string,
): Promise<Answer<Data>> {
  if (!(await mayCall(gateway))) return { ok: false, code: "NOT_PERMITTED" };
  try {
    const response = await fetch(`${gateway}/graphql`, {
      method: "POST",
      credentials: "omit",
      headers: {
        "content-type": "application/json",
        accept: "application/graphql-response+json, application/json",
        authorization: `Bearer ${token}`,
        "x-overblick-purpose": purpose,
      },
      body: JSON.stringify({ documentId: await documentId(text), variables }),
      signal: AbortSignal.timeout(LONGEST_WAIT_MS),
    });
    const body = await bodyOf(response);
    if (response.status === 401) return { ok: false, code: "UNAUTHENTICATED" };
    if (body === null) return { ok: false, code: response.status >= 500 ? "UNREACHABLE" : "FAULTY" };
    if ("errors" in body || !("data" in body) || body.data === null) return failureIn(body);
    return { ok: true, data: body.data as Data };
  } catch (error) {
    // fetch throws a TypeError without a connection and a DOMException when the time is out.
    if (error instanceof TypeError || error instanceof DOMException) return { ok: false, code: "UNREACHABLE" };
    throw error;
  }
}
