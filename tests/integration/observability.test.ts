import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fastify } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Configuration } from "../../gateway/configuration.js";
import { projectRoot } from "../../gateway/project-root.js";
import { RunningGateway } from "./running-gateway.js";
import { CASEWORKER, HEAD, World } from "./world.js";

const TRUSTED = JSON.parse(readFileSync(join(projectRoot(), "schema/trusted-operations.json"), "utf8")) as Record<string, string>;
const OVERLAY_ID = Object.entries(TRUSTED).find(([, text]) => text.startsWith("query Overlay"))![0];
const FILE_NUMBER = "141338-8";

/** Some honest work, some refused, some of nobody's. */
async function work(gateway: RunningGateway): Promise<void> {
  const world = new World(gateway.dataSource);
  await world.unit("AO1", "HAL");
  await world.freshDistrict("HAL");
  await world.load({ status: "REJECTED" });
  await world.client(FILE_NUMBER);
  const authorization = `Bearer ${await gateway.token(CASEWORKER)}`;
  await gateway.post(JSON.stringify({ documentId: OVERLAY_ID, variables: { keys: [{ fileNumber: FILE_NUMBER }], language: "SV" } }), { authorization });
  await gateway.ask(HEAD, `query Chosen${FILE_NUMBER.slice(0, 6)} { case(fileNumber: "${FILE_NUMBER}") { unit } }`);
  await gateway.ask(CASEWORKER, "{ loads { totalCount } }");
  await gateway.post("{}");
  await fetch(`${gateway.url}/${FILE_NUMBER}`);
  await fetch(`${gateway.url}/changes.ndjson`);
  await fetch(`${gateway.url}/upload?name=x`, { method: "POST", body: "x" });
}

describe("/metrics", () => {
  let gateway: RunningGateway;
  let lines: string[];

  beforeAll(async () => {
    gateway = await RunningGateway.start();
    await work(gateway);
    lines = await metrics();
  });

  afterAll(() => gateway.close());

  async function metrics(headers: Record<string, string> = {}): Promise<string[]> {
    const response = await fetch(`${gateway.url}/metrics`, { headers });
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/plain; version=0.0.4; charset=utf-8"]);
    return (await response.text()).split("\n");
  }

  test("counts operations by the names of trusted ones, and others as text", () => {
    expect(lines.filter((line) => line.startsWith("overblick_operation_seconds_count"))).toEqual([
      `overblick_operation_seconds_count{operation="Overlay"} 1`, `overblick_operation_seconds_count{operation="text"} 2`,
    ]);
  });

  test("counts errors by code, of every route", () => {
    expect(lines.filter((line) => line.startsWith("overblick_errors_total"))).toEqual([
      `overblick_errors_total{code="FORBIDDEN"} 1`, `overblick_errors_total{code="UNAUTHENTICATED"} 3`, `overblick_errors_total{code="NOT_FOUND"} 1`,
    ]);
  });

  test("counts requests by route and status, those to no route as one", () => {
    expect(lines).toContain(`overblick_http_request_seconds_count{method="POST",route="/graphql",status="200"} 3`);
    expect(lines).toContain(`overblick_http_request_seconds_count{method="GET",route="none",status="404"} 1`);
  });

  test("tells of loads and of the pool", () => {
    expect(lines).toContain(`overblick_loads{status="LOADED"} 3`);
    expect(lines).toContain(`overblick_loads{status="REJECTED"} 1`);
    expect(lines).toContain(`overblick_newest_load_timestamp_seconds{type="BESLUT"} 1669780860`);
    expect(lines).toContain(`overblick_database_connections{state="waiting"} 0`);
    expect(lines).toContain("overblick_database_up 1");
  });

  test("tells of no person, subject or unit", () => {
    expect(lines.filter((line) => /141338|KAAN01|CHEF01|AO1|HAL/.test(line))).toEqual([]);
  });
});

describe("/metrics", () => {
  test.each<[string, Configuration["metrics"], Record<string, string>, number]>([
    ["in production without METRICS_TOKEN is nobody's", "CLOSED", { authorization: "Bearer " }, 401],
    ["without the token is refused", { token: "s3cret" }, {}, 401],
    ["with another token is refused", { token: "s3cret" }, { authorization: "Bearer other" }, 401],
    ["with the token is answered", { token: "s3cret" }, { authorization: "Bearer s3cret" }, 200],
  ])("%s", async (_, access, headers, status) => {
    const gateway = await RunningGateway.start({ metrics: access });
    const response = await fetch(`${gateway.url}/metrics`, { headers });
    await gateway.close();
    expect(response.status).toBe(status);
  });
});

test("while the database is away, /metrics says so", async () => {
  const gateway = await RunningGateway.start();
  await gateway.dataSource.destroy();
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  await gateway.close();
  expect(text.split("\n").filter((line) => /^overblick_(database_up|loads)/.test(line))).toEqual(["overblick_database_up 0"]);
});

interface SentSpan {
  readonly name: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
}

describe("traces", () => {
  const bodies: string[] = [];
  let spans: SentSpan[];

  beforeAll(async () => {
    const collector = fastify();
    collector.post("/v1/traces", (request, reply) => {
      bodies.push(JSON.stringify(request.body));
      return reply.send({});
    });
    const gateway = await RunningGateway.start({ tracesTo: await collector.listen({ host: "127.0.0.1", port: 0 }) });
    await work(gateway);
    await gateway.close();
    await collector.close();
    spans = bodies.flatMap((body) => {
      const sent = JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: SentSpan[] }[] }[] };
      return sent.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
    });
  });

  const attribute = ({ attributes }: SentSpan, key: string): unknown =>
    Object.values(attributes.find((each) => each.key === key)?.value ?? {})[0];

  test("name the requests by their trusted operations", () => {
    const requests = spans.filter(({ name }) => name === "POST /graphql");
    expect(requests.map((span) => attribute(span, "graphql.operation.name"))).toEqual(["Overlay", "text", "text", undefined]);
  });

  test("have the statements within their requests, by their texts", () => {
    const overlay = spans.find((span) => attribute(span, "graphql.operation.name") === "Overlay")!;
    const statements = spans.filter(({ parentSpanId }) => parentSpanId === overlay.spanId).map((span) => String(attribute(span, "db.query.text")));
    expect(statements.some((text) => text.includes("FROM client"))).toBe(true);
  });

  test("hold no parameter of a statement", () => {
    expect(bodies.filter((body) => body.includes(FILE_NUMBER) || body.includes("KAAN01"))).toEqual([]);
  });
});
