import { type AuditResult, auditServer } from "graphql-http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RunningGateway } from "./running-gateway.js";
import { CONTROLLER } from "./world.js";

/** What a server may do and this one does not, by decision: GET, which would put keys of persons into addresses and logs. */
const GET = [
  "5A70 MAY accept application/x-www-form-urlencoded formatted GET requests",
  "D6D5 MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json",
  "6A70 MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json",
];

let gateway: RunningGateway;
let results: AuditResult[];

beforeAll(async () => {
  gateway = await RunningGateway.start();
  const authorization = `Bearer ${await gateway.token(CONTROLLER)}`;
  results = await auditServer({
    url: `${gateway.url}/graphql`,
    fetchFn: (url: string, request?: RequestInit) => fetch(url, { ...request, headers: { ...(request?.headers as Record<string, string> | undefined), authorization } }),
  });
});

afterAll(() => gateway.close());

/** What the audit (GraphQL over HTTP) found, as lines. `notice` is what a server may do. */
function found(status: AuditResult["status"]): string[] {
  return results.flatMap((result) => (result.status === status ? [`${result.id} ${result.name}`] : []));
}

test("the audit of GraphQL over HTTP has something to say good of", () => {
  expect(found("ok").length).toBeGreaterThan(40);
});

test("it finds no error", () => {
  expect(found("error")).toEqual([]);
});

test("it finds no warning", () => {
  expect(found("warn")).toEqual([]);
});

test("of what a server may do, it misses GET alone", () => {
  expect(found("notice")).toEqual(GET);
});
