import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { callGateway } from "../../../extension/background/gateway.js";
import { viewerOperation } from "../../../extension/operations/viewer.js";

const SETTINGS = { gateway: "http://127.0.0.1:4000", token: "abc" };
const call = (access = SETTINGS) => callGateway(access, viewerOperation, {}, "extension/options");

function answers(body: string, status = 200) {
  const fetched = vi.fn((_address: string, _request: { readonly body: string }) => Promise.resolve(new Response(body, { status })));
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

beforeEach(() => {
  vi.stubGlobal("chrome", { permissions: { contains: ({ origins }: { origins: string[] }) => Promise.resolve(origins[0] === "http://127.0.0.1/*") } });
});
afterEach(() => { vi.unstubAllGlobals(); });

describe("an operation", () => {
  it("is sent by the hash of its document, as JSON, with the token", async () => {
    const fetched = answers('{"data":{"viewer":{"subject":"EVLI01"}}}');
    await call();
    const [address, request] = fetched.mock.calls[0]!;
    expect(address).toBe("http://127.0.0.1:4000/graphql");
    expect(request).toMatchObject({ method: "POST", credentials: "omit", headers: { "content-type": "application/json", authorization: "Bearer abc", "x-overblick-purpose": "extension/options" } });
    expect(JSON.parse(request.body)).toEqual({
      documentId: `sha256:${createHash("sha256").update(viewerOperation.text).digest("hex")}`, variables: {},
    });
  });

  it("gives its data", async () => {
    answers('{"data":{"viewer":{"subject":"EVLI01"}}}');
    expect(await call()).toEqual({ ok: true, data: { viewer: { subject: "EVLI01" } } });
  });

  it("is let go of when nobody wants to know any more", async () => {
    const wanted = new AbortController();
    vi.stubGlobal("fetch", (_address: string, { signal }: RequestInit) => {
      wanted.abort();
      return signal!.aborted ? Promise.reject(new DOMException("", "AbortError")) : Promise.resolve(new Response("{}"));
    });
    const answer = callGateway(SETTINGS, viewerOperation, {}, "extension/options", wanted.signal);
    await expect(answer).rejects.toHaveProperty("name", "AbortError");
  });

  it("is led to no other address by whoever answers", async () => {
    const fetched = answers("{}");
    await call();
    expect(fetched.mock.calls[0]![1]).toMatchObject({ redirect: "error" });
  });

  it("is not sent to an address that the extension may not call", async () => {
    const fetched = answers("{}");
    expect(await call({ ...SETTINGS, gateway: "https://evil.test" })).toEqual({ ok: false, code: "NOT_PERMITTED" });
    expect(fetched).not.toHaveBeenCalled();
  });
});

describe("a failure", () => {
  const withCode = (code: string): string => JSON.stringify({ data: null, errors: [{ message: "Akt 103879-5", extensions: { code } }] });
  it.each([
    ["a token that is not accepted", withCode("UNAUTHENTICATED"), 200, "UNAUTHENTICATED"],
    ["a token that is not accepted, by status", "", 401, "UNAUTHENTICATED"],
    ["a wrong role", withCode("FORBIDDEN"), 200, "FORBIDDEN"],
    ["a case that the caller may not know of", withCode("NOT_FOUND"), 200, "NOT_FOUND"],
    ["a code that there is none of", withCode("BAD_USER_INPUT"), 200, "BAD_USER_INPUT"],
    ["an error of the gateway", withCode("INTERNAL_SERVER_ERROR"), 500, "FAULTY"],
    ["an operation that the gateway does not know", withCode("GRAPHQL_VALIDATION_FAILED"), 400, "FAULTY"],
    ["an error with a part of the data", '{"data":{"viewer":null},"errors":[{}]}', 200, "FAULTY"],
    ["a web page", "<html>", 200, "FAULTY"],
    ["a proxy's page for a gateway that is away", "<html>", 502, "UNREACHABLE"],
  ])("by %s is told by its code alone", async (_, body, status, code) => {
    answers(body, status);
    expect(await call()).toEqual({ ok: false, code });
  });

  it.each(["NOT_FOUND", "BAD_USER_INPUT"])("by %s of what was asked is told as such", async (code) => {
    answers(withCode(code), 200);
    expect(await call()).toEqual({ ok: false, code });
  });

  it.each([
    ["no connection", new TypeError("Failed to fetch")],
    ["no answer in time", new DOMException("", "TimeoutError")],
  ])("by %s is UNREACHABLE", async (_, error) => {
    vi.stubGlobal("fetch", () => Promise.reject(error));
    expect(await call()).toEqual({ ok: false, code: "UNREACHABLE" });
  });
});
