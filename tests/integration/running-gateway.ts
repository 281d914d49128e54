import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DataSource } from "typeorm";
import { openDemoIssuer } from "../../gateway/access/demo-issuer.js";
import type { Viewer } from "../../gateway/access/viewer.js";
import { type Configuration, readConfiguration } from "../../gateway/configuration.js";
import { createDataSource } from "../../gateway/database/data-source.js";
import type { Loader } from "../../gateway/intake/load-work.js";
import { createLog } from "../../gateway/log.js";
import { loadCatalogue } from "../../gateway/rules/catalogue.js";
import { startGateway } from "../../gateway/server.js";
import { createTestDatabase, type TestDatabase } from "./database.js";
import { ownLoader } from "./own-loader.js";
import { KEYS, RING, TODAY } from "./world.js";

/** An answer of the gateway. */
export interface GatewayAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly data?: Readonly<Record<string, unknown>> | null;
    readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string; readonly id?: string } }[];
  };
}

/** A gateway on a database of its own, on a free port of the loopback, on the day TODAY. */
export class RunningGateway {
  private constructor(
    readonly url: string,
    readonly dataSource: DataSource,
    /** Loads for it in this process, and does not wait long for another loader. */
    readonly loader: Loader,
    /** What it has logged, a line of JSON each. */
    readonly logged: readonly string[],
    private readonly configuration: Configuration,
    private readonly database: TestDatabase,
    private readonly stop: () => Promise<void>,
  ) {}

  /**
   * @param changed what the configuration has otherwise than in tests
   * @param patienceMs how long a request may take to come in
   * @param statementPatienceMs how long the database may work at a statement; null: for as long as it takes
   */
  static async start(changed: Partial<Configuration> = {}, patienceMs?: number, statementPatienceMs: number | null = null): Promise<RunningGateway> {
    const database = await createTestDatabase();
    const dataDir = await mkdtemp(join(tmpdir(), "overblick-gateway-"));
    const configuration = { ...readConfiguration({ DATA_DIR: dataDir, PORT: "0", TODAY, NODE_ENV: "test", ...KEYS }), ...changed };
    const dataSource = await createDataSource(database.url, statementPatienceMs).initialize();
    const logged: string[] = [];
    const log = createLog({ logLevel: "debug" }, { write: (line) => logged.push(line) });
    const loader = ownLoader({ dataSource, catalogue: loadCatalogue(), ring: RING, log, today: TODAY, patienceMs: 300 });
    const gateway = await startGateway({ configuration, dataSource, log, loader, patienceMs });
    return new RunningGateway(gateway.url, dataSource, loader, logged, configuration, database, () => gateway.close());
  }

  /** Address of its database with the owner's login, for what the gateway may not do. */
  get databaseUrl(): string {
    return this.database.url;
  }

  async close(): Promise<void> {
    await this.stop();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
    await this.database.drop();
    await rm(this.configuration.dataDir, { recursive: true });
  }

  async token(viewer: Viewer): Promise<string> {
    return (await openDemoIssuer(this.configuration)).issue(viewer);
  }

  /** How many faults of its own the gateway has counted, as whoever watches it reads. */
  async internalErrors(): Promise<number> {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    return Number(/^overblick_errors_total\{code="INTERNAL_SERVER_ERROR"\} (\d+)$/m.exec(text)?.[1] ?? 0);
  }

  /** Asks as a viewer. */
  async ask(viewer: Viewer, query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<GatewayAnswer> {
    return this.post(JSON.stringify({ query, variables }), { authorization: `Bearer ${await this.token(viewer)}` });
  }

  /** Sends a body as it is. */
  async post(body: string, headers: Readonly<Record<string, string>> = {}): Promise<GatewayAnswer> {
    const response = await fetch(`${this.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/graphql-response+json", ...headers },
      body,
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as GatewayAnswer["body"] };
  }
}
