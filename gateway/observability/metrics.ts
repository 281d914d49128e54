import type { ApolloServerPlugin } from "@apollo/server";
import type { FastifyInstance } from "fastify";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { DataSource } from "typeorm";
import { soon } from "../patience.js";
import type { RequestContext } from "../resolvers/request-context.js";
import { PageCounts } from "./page-counts.js";

/** The label of what is no trusted operation: names in texts are the caller's own words and without number. */
const TEXT = "text";
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** The numbers of one gateway process. No label holds a person, a subject, or a word that a caller can choose. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests: Histogram<"method" | "route" | "status">;
  private readonly operations: Histogram<"operation">;
  private readonly errors: Counter<"code">;
  private readonly databaseUp: Gauge;
  private readonly loads: Gauge<"status">;
  private readonly newestLoad: Gauge<"type">;
  /** How the pages of the case systems are understood. */
  readonly pages: PageCounts;

  /** @param sealedAt when every entry of the access log was last under a seal that its file has; missing: another process sees to that */
  constructor(private readonly dataSource: DataSource, sealedAt?: () => Date | null) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry, prefix: "overblick_" });
    this.requests = new Histogram({
      name: "overblick_http_request_seconds", help: "Requests answered, by route", labelNames: ["method", "route", "status"], buckets: SECONDS, registers,
    });
    this.operations = new Histogram({
      name: "overblick_operation_seconds", help: "Operations answered; those of callers' own texts as one", labelNames: ["operation"], buckets: SECONDS, registers,
    });
    this.errors = new Counter({ name: "overblick_errors_total", help: "Errors in answers, by code of contract 4", labelNames: ["code"], registers });
    this.databaseUp = new Gauge({ name: "overblick_database_up", help: "1 while the database answers", registers });
    this.loads = new Gauge({ name: "overblick_loads", help: "Files delivered, by what became of them", labelNames: ["status"], registers });
    this.newestLoad = new Gauge({
      name: "overblick_newest_load_timestamp_seconds", help: "When the newest file of a type was loaded", labelNames: ["type"], registers,
    });
    this.pages = new PageCounts(registers);
    this.addPool();
    if (sealedAt) this.addSealing(sealedAt);
  }

  readonly contentType = Registry.PROMETHEUS_CONTENT_TYPE;

  /** In the text format of Prometheus. */
  async text(): Promise<string> {
    await this.readLoads();
    return this.registry.metrics();
  }

  countError(code: unknown): void {
    this.errors.inc({ code: typeof code === "string" ? code : "none" });
  }

  /**
   * Counts every request to a known route of the server, and those to others as one; and the errors of all answers but
   * GraphQL's, which come as text and are counted where they are made.
   */
  watch(http: FastifyInstance): void {
    http.addHook("preSerialization", (_request, _reply, payload, done) => {
      for (const code of errorCodes(payload)) this.countError(code);
      done(null, payload);
    });
    http.addHook("onResponse", (request, reply, done) => {
      const route = request.routeOptions.url ?? "none";
      this.requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
      done();
    });
  }

  /** Times operations. */
  readonly plugin: ApolloServerPlugin<RequestContext> = {
    requestDidStart: () => {
      const started = performance.now();
      return Promise.resolve({
        willSendResponse: ({ contextValue }): Promise<void> => {
          this.operations.observe({ operation: contextValue.trustedOperation ?? TEXT }, (performance.now() - started) / 1000);
          return Promise.resolve();
        },
      });
    },
  };

  private addSealing(sealedAt: () => Date | null): void {
    new Gauge({
      name: "overblick_access_log_sealed_timestamp_seconds",
      help: "When every entry of the access log was last under a seal in SEAL_FILE; 0: not since the start", registers: [this.registry],
      collect() {
        this.set((sealedAt()?.getTime() ?? 0) / 1000);
      },
    });
  }

  private addPool(): void {
    const { dataSource } = this;
    new Gauge({
      name: "overblick_database_connections", help: "Connections of the pool, and requests that wait for one", labelNames: ["state"], registers: [this.registry],
      collect() {
        const { totalCount, idleCount, waitingCount } = poolOf(dataSource);
        this.set({ state: "busy" }, totalCount - idleCount);
        this.set({ state: "idle" }, idleCount);
        this.set({ state: "waiting" }, waitingCount);
      },
    });
  }

  /** What the loader, which is another process, has left in the database. Without it: no numbers of loads. */
  private async readLoads(): Promise<void> {
    const counts = await loadCounts(this.dataSource);
    this.databaseUp.set(counts === null ? 0 : 1);
    this.loads.reset();
    this.newestLoad.reset();
    for (const { type, status, count, at } of counts ?? []) {
      this.loads.inc({ status }, Number(count));
      if (status === "LOADED" && at !== null) this.newestLoad.set({ type }, at);
    }
  }
}

interface LoadCount {
  readonly type: string;
  readonly status: string;
  readonly count: string;
  readonly at: number | null;
}

/** Null while the database is away or hangs, which is a number of its own. */
async function loadCounts(dataSource: DataSource): Promise<readonly LoadCount[] | null> {
  try {
    return await soon(dataSource.query<LoadCount[]>(
      `SELECT coalesce(type, 'none') AS type, status, count(*) AS count, extract(epoch FROM max(finished_at))::float8 AS at
       FROM load GROUP BY type, status`,
    ));
  } catch {
    return null;
  }
}

interface Pool {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

/** TypeORM's own pool has no type, and there is none before the connection and after it. */
function poolOf(dataSource: DataSource): Pool {
  const { master } = dataSource.driver as unknown as { readonly master: Pool | undefined };
  return master ?? { totalCount: 0, idleCount: 0, waitingCount: 0 };
}

/** The codes of an answer's errors, if it has the shape of contract 4's. */
function errorCodes(answer: unknown): unknown[] {
  const { errors } = (answer ?? {}) as { readonly errors?: unknown };
  return Array.isArray(errors) ? errors.map((error: { readonly extensions?: { readonly code?: unknown } }) => error.extensions?.code) : [];
}
