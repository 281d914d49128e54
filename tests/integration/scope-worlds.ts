import pg from "pg";
import { vi } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import { RunningGateway } from "./running-gateway.js";
import type { RandomCity } from "./scope-city.js";
import { isChange, type Question } from "./scope-questions.js";
import { FORGET_NEW_ENTRIES, type NamedTable, replacementOf, rowsOf, WRITTEN_SINCE } from "./scope-rows.js";

/** Headers that tell of the time or of how many questions a connection has carried: each of the two cities has its own. */
const OF_THE_CONNECTION: readonly string[] = ["date", "connection", "keep-alive"];

/** All that leaves a gateway for one question, and all that the database told it for it. */
export interface WholeAnswer {
  readonly status: number;
  readonly headers: string;
  /** The body as it came. */
  readonly text: string;
  /** What each statement gave, in no order, since fields are answered side by side. Not even the gateway's own process is told of who is out of scope. */
  readonly read: readonly string[];
}

const ALL_TABLES = `
  SELECT tablename AS name, EXISTS (
    SELECT FROM information_schema.columns WHERE table_schema = 'public' AND table_name = tablename AND column_name = 'id' AND is_identity = 'YES'
  ) AS numbered
  FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations' ORDER BY 1`;

/** A gateway on a city that can be exchanged for another. */
export class WorldGateway {
  private told: string[] = [];
  private logRead = 0;
  private readonly tokens = new Map<string, string>();

  private held: RandomCity | null = null;
  private changed = false;

  private constructor(
    readonly gateway: RunningGateway,
    private readonly owner: pg.Client,
    /** All of the schema's, so that nothing stays of what was asked for, whatever it changed. */
    private readonly tables: readonly NamedTable[],
  ) {}

  static async start(): Promise<WorldGateway> {
    const gateway = await RunningGateway.start();
    const owner = new pg.Client({ connectionString: gateway.databaseUrl });
    await owner.connect();
    const { rows } = await owner.query<NamedTable>(ALL_TABLES);
    const world = new WorldGateway(gateway, owner, rows);
    world.listen();
    return world;
  }

  async close(): Promise<void> {
    await this.owner.end();
    await this.gateway.close();
  }

  /** Puts a city into the place of the one before. */
  async hold(city: RandomCity): Promise<void> {
    this.held = city;
    this.changed = false;
    await this.owner.query(replacementOf(await rowsOf(city, this.gateway.dataSource), this.tables));
  }

  /** As if nobody had asked yet, or changed anything by asking. */
  async startAnew(): Promise<void> {
    if (this.changed && this.held !== null) await this.hold(this.held);
    else await this.owner.query(FORGET_NEW_ENTRIES);
  }

  /** Whose reads it wrote to the access log, since nobody had asked yet. */
  async noted(): Promise<Set<string>> {
    const { rows } = await this.owner.query<{ fileNumber: string }>(WRITTEN_SINCE);
    return new Set(rows.map(({ fileNumber }) => fileNumber));
  }

  /** One question at a time: what is read in between is taken for its. */
  async ask(viewer: Viewer, question: Question): Promise<WholeAnswer> {
    const { document, variables } = question;
    this.told = [];
    const response = await fetch(`${this.gateway.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/graphql-response+json", authorization: `Bearer ${await this.tokenOf(viewer)}`, "x-overblick-purpose": "test" },
      body: JSON.stringify({ query: document, variables }),
    });
    const text = await response.text();
    // What is refused changes nothing, or both cities alike.
    if (isChange(question) && !text.includes('"errors"')) this.changed = true;
    const headers = [...response.headers].filter(([name]) => !OF_THE_CONNECTION.includes(name)).map(([name, value]) => `${name}: ${value}`);
    return { status: response.status, headers: headers.join("\n"), text: withoutTime(text), read: this.told.map(withoutTime).sort() };
  }

  /** What was logged since it was last asked for. */
  takeLog(): string {
    const lines = this.gateway.logged.slice(this.logRead);
    this.logRead += lines.length;
    return lines.join("");
  }

  private async tokenOf(viewer: Viewer): Promise<string> {
    const key = JSON.stringify(viewer);
    const token = this.tokens.get(key) ?? (await this.gateway.token(viewer));
    this.tokens.set(key, token);
    return token;
  }

  private listen(): void {
    const { dataSource } = this.gateway;
    const query = dataSource.query.bind(dataSource) as (...given: unknown[]) => Promise<unknown>;
    vi.spyOn(dataSource, "query").mockImplementation(async (...given: unknown[]): Promise<never> => {
      const rows = await query(...given);
      this.told.push(inNoOrder(rows));
      return rows as never;
    });
  }
}

/** Without ORDER BY rows come as they happen to lie. */
function inNoOrder(rows: unknown): string {
  return Array.isArray(rows) ? rows.map((row) => withoutPlace(JSON.stringify(row))).sort().join("\n") : JSON.stringify(rows ?? null);
}

/** Of a change the gateway is told the version's number, to seal it into the cursor: there persons out of scope leave gaps. */
function withoutPlace(row: string): string {
  return row.replace(/("commit":\d+,"id":)"\d+"(,"table":)/, '$1""$2');
}

/** The change feed's cursors are sealed: nobody can read that number in them. Those of other lists stay. */
function withoutSealedCursors(text: string): string {
  return text.replace(/"(cursor|endCursor)":"A[g-v][\w-]{86}"/g, '"$1":""');
}

/** Two gateways are never asked at the same moment: entries of the access log have another one. */
function withoutTime(text: string): string {
  return text.replace(/"at":"20[^"]*"/g, '"at":""');
}

/** Fails when two answers differ in anything, and says who asked what and where they part. */
export function expectSame(answer: WholeAnswer, other: WholeAnswer, asked: object): void {
  const parts = [
    ["status", String(answer.status), String(other.status)], ["body", withoutSealedCursors(answer.text), withoutSealedCursors(other.text)],
    ["headers", answer.headers, other.headers], ["rows of the database", answer.read.join("\n"), other.read.join("\n")],
  ] as const;
  for (const [part, one, two] of parts) {
    // Not `toBe` on the whole: pages of JSON would hide the place.
    if (one !== two) throw new Error(`${part} differs for ${JSON.stringify(asked)}\n${difference(one, two)}`);
  }
}

const AROUND = 200;

function difference(one: string, two: string): string {
  const at = [...one].findIndex((sign, place) => sign !== two[place]);
  const from = Math.max(0, (at < 0 ? one.length : at) - AROUND);
  return `here:      …${one.slice(from, from + 2 * AROUND)}\notherwise: …${two.slice(from, from + 2 * AROUND)}`;
}
