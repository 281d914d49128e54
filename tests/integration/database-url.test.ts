import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { describe, expect, inject, test } from "vitest";
import { openDatabaseServer, requireSupportedVersion } from "../../gateway/database/server.js";
import { createLog } from "../../gateway/log.js";

const silent = createLog({ logLevel: "silent" });
const { url } = inject("testServer");

describe("DATABASE_URL", () => {
  test("is used as it is", async () => {
    const server = await open(url);
    await server.close();
    expect({ url: server.url, embedded: server.embedded }).toEqual({ url, embedded: false });
  });

  test("of a server that is not there is told with what to do", async () => {
    await expect(open(`postgresql://overblick:hunter2@127.0.0.1:${await closedPort()}/x`)).rejects.toMatchObject({
      code: "DATABASE_UNAVAILABLE",
      message: expect.stringContaining("Start the server, or correct host and port in DATABASE_URL") as string,
    });
  });

  test("of a database that is not there is told with what to do", async () => {
    const other = new URL(url);
    other.pathname = "/no_such_database";
    await expect(open(other.href)).rejects.toMatchObject({
      code: "DATABASE_UNAVAILABLE",
      message: expect.stringContaining("Create it, or correct its name in DATABASE_URL") as string,
    });
  });

  test("does not show its password in the error", async () => {
    const attempt = open(`postgresql://overblick:hunter2@127.0.0.1:${await closedPort()}/x`);
    await expect(attempt).rejects.not.toMatchObject({ message: expect.stringContaining("hunter2") as string });
  });
});

describe("the server's version", () => {
  test("14 is new enough", () => {
    expect(() => requireSupportedVersion(140_000)).not.toThrow();
  });

  test("13 is too old", () => {
    expect(() => requireSupportedVersion(130_018)).toThrow("PostgreSQL 13. Överblick needs 14 or newer");
  });
});

function open(databaseUrl: string) {
  return openDatabaseServer({ databaseUrl, appDatabaseUrl: null, dataDir: "/nowhere" }, silent);
}

/** A port that nobody listens on: one that the system just gave and took back. */
async function closedPort(): Promise<number> {
  const listener = createServer();
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const { port } = listener.address() as AddressInfo;
  await new Promise((resolve) => listener.close(resolve));
  return port;
}
