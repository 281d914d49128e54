import pg from "pg";
import { vi } from "vitest";

/** Counts the statements that go to the database while the work runs, seen at the driver. */
export async function countStatements(work: () => Promise<unknown>): Promise<number> {
  const query = vi.spyOn(pg.Client.prototype, "query");
  try {
    await work();
    return query.mock.calls.length;
  } finally {
    query.mockRestore();
  }
}
