import pg from "pg";
import type { Log } from "../log.js";

/**
 * Number of the advisory lock that every process holds, shared, while it uses the embedded server. The server gives it
 * up when a process dies, however it dies.
 */
const PRESENCE_LOCK = 7_305_141;
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 30_000;

/**
 * A process's sign on the embedded server that it is there. Put up again when the server has cut the connection, as it
 * does with all of them when one session crashes.
 */
export class Presence {
  private connection: pg.Client | null = null;
  private retry: NodeJS.Timeout | undefined;
  private left = false;

  private constructor(
    private readonly url: string,
    private readonly log: Log,
  ) {}

  /** @param url of the database "postgres": advisory locks are counted within one database */
  static async announce(url: string, log: Log): Promise<Presence> {
    const presence = new Presence(url, log);
    await presence.connect();
    return presence;
  }

  /** Takes the sign away. True when nobody else is there, so that the server is to be stopped. */
  async leave(): Promise<boolean> {
    this.left = true;
    clearTimeout(this.retry);
    const connection = this.connection;
    if (connection === null) return false;
    try {
      const query = "SELECT pg_try_advisory_lock($1) AS alone";
      const { rows } = await connection.query<{ alone: boolean }>(query, [PRESENCE_LOCK]);
      return rows[0]?.alone === true;
    } catch (error) {
      this.log.warn({ err: error }, "the embedded database was gone before it could be left");
      return false;
    } finally {
      await connection.end();
    }
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, application_name: "overblick presence" });
    client.on("error", (error) => this.log.warn({ err: error }, "the embedded database cut a connection"));
    try {
      await client.connect();
      await client.query("SELECT pg_advisory_lock_shared($1)", [PRESENCE_LOCK]);
    } catch (error) {
      await client.end();
      throw error;
    }
    if (this.left) return client.end();
    client.on("end", () => this.reconnect(FIRST_RETRY_MS));
    this.connection = client;
  }

  private reconnect(delay: number): void {
    this.connection = null;
    if (this.left) return;
    this.retry = setTimeout(() => {
      this.connect().catch((error: unknown) => {
        this.log.error({ err: error }, "the embedded database is away: if it stays so, start the program again");
        this.reconnect(Math.min(2 * delay, LAST_RETRY_MS));
      });
    }, delay);
    this.retry.unref();
  }
}
