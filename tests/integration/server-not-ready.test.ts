import { describe, expect, test } from "vitest";
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
});
