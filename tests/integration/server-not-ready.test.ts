import { describe, expect, test } from "vitest";
import { createOwnerDataSource } from "../../gateway/database/data-source.js";
import { RunningGateway } from "./running-gateway.js";
import { runStatement } from "./statement.js";

describe("/ready", () => {
  async function stateAfter(change: (gateway: RunningGateway) => Promise<unknown>): Promise<unknown> {
    const gateway = await RunningGateway.start();
    try {
      await change(gateway);
      const response = await fetch(`${gateway.url}/ready`);
      return [response.status, await response.json()];
    } finally {
      await gateway.close();
    }
  }

  test("is false while a migration is missing", async () => {
    const state = await stateAfter(({ databaseUrl }) => runStatement(databaseUrl, "DELETE FROM migrations"));
    expect(state).toEqual([503, { ready: false, waitsFor: "migrations" }]);
  });

  test("is false while the database does not answer", async () => {
    const state = await stateAfter(({ dataSource }) => dataSource.destroy());
    expect(state).toEqual([503, { ready: false, waitsFor: "database" }]);
  });

  test("is false while the database hangs", async () => {
    const gateway = await RunningGateway.start();
    const lock = createOwnerDataSource(gateway.databaseUrl);
    await lock.initialize();
    const runner = lock.createQueryRunner();
    await runner.startTransaction();
    await runner.query("LOCK TABLE migrations IN ACCESS EXCLUSIVE MODE");
    const response = await fetch(`${gateway.url}/ready`);
    await runner.rollbackTransaction();
    await runner.release();
    await lock.destroy();
    await gateway.close();
    expect([response.status, await response.json()]).toEqual([503, { ready: false, waitsFor: "database" }]);
  });
});
