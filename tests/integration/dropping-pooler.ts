import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A stand-in for a connection pooler that passes on all but the `options` of a connection's start. */
export class DroppingPooler {
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    /** The database's address through it. */
    readonly url: string,
  ) {}

  static async start(databaseUrl: string): Promise<DroppingPooler> {
    const behind = new URL(databaseUrl);
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = new URL(databaseUrl);
    url.port = String((server.address() as AddressInfo).port);
    const pooler = new DroppingPooler(server, url.href);
    server.on("connection", (client) => pooler.passOn(client, connect(Number(behind.port), behind.hostname)));
    return pooler;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, "close");
  }

  private passOn(client: Socket, database: Socket): void {
    for (const socket of [client, database]) {
      this.sockets.add(socket);
      // Either side may go first.
      socket.on("error", () => undefined);
    }
    client.once("data", (start: Buffer) => {
      database.write(withoutOptions(start));
      client.pipe(database);
    });
    database.pipe(client);
  }
}

/** A StartupMessage: its length, the protocol, and names with their values, each ended by a zero. */
function withoutOptions(start: Buffer): Buffer {
  const words = start.toString("latin1", 8, start.length - 2).split("\0");
  const kept = words.filter((_, at) => words[at - (at % 2)] !== "options");
  const body = Buffer.from(`${kept.join("\0")}\0\0`, "latin1");
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + body.length, 0);
  start.copy(head, 4, 4, 8);
  return Buffer.concat([head, body]);
}
