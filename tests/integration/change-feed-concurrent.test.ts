import { afterAll, beforeAll, expect, test } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import { changePage } from "../../gateway/feed/query-changes.js";
import type { ToldChange } from "../../gateway/feed/told-change.js";
import { clientRow, decisionRow, extract } from "./extract.js";
import { ANNA, FeedTown, INTEGRATION, OF_A1 } from "./feed-town.js";
import { CONTROLLER, RING } from "./world.js";

/*
 * While two loaders load and others read, nothing is skipped and nothing comes twice: whoever read along was told, in
 * the same order, exactly what somebody is told who reads it all afterwards.
 */

const NIGHTS = 12;
const CLIENTS = Array.from({ length: 30 }, (_, at) => `2000${String(at).padStart(2, "0")}-1`);

let town: FeedTown;

beforeAll(async () => {
  town = await FeedTown.open();
});

afterAll(() => town.close());

/** Each night other amounts, some decisions that are gone, and now and then rows that wait for others. */
async function loadNights(loader: number, over: () => void): Promise<void> {
  for (let night = loader; night < NIGHTS; night += 2) {
    const date = `202211${String(night + 2).padStart(2, "0")}`;
    const decisions = CLIENTS.filter((_, at) => (at + night) % 5 !== 0).map((client, at) => decisionRow(`9${client.slice(0, 6)}`, client, { omfattning: String(10 + (night + at) % 3) }));
    await town.city.deliver({
      ...extract("KLIENT", "HAL", date, "DELTA", [clientRow(ANNA, "A1"), ...CLIENTS.slice(0, 10 + 2 * night).map((client) => clientRow(client, "A1", { handlaggare: `HL${night % 4}` }))]),
      ...extract("BESLUT", "HAL", date, "DELTA", decisions),
    }, { force: true });
  }
  over();
}

interface Told {
  readonly changes: ToldChange[];
  /** How many times everything was read that there was. */
  readonly caughtUp: number;
}

/** Reads on and on until the loads are over, and then to the end. */
async function readAlong(viewer: Viewer, first: number, isOver: () => boolean): Promise<Told> {
  const changes: ToldChange[] = [];
  let caughtUp = 0;
  for (let after: string | null = null; ;) {
    const overBefore = isOver();
    const page: Awaited<ReturnType<typeof changePage>> = await changePage(town.city.dataSource, RING, viewer, { after, first });
    changes.push(...page.edges.map(({ node }) => node));
    after = page.pageInfo.endCursor;
    if (!page.pageInfo.hasNextPage) caughtUp += 1;
    if (overBefore && !page.pageInfo.hasNextPage) return { changes, caughtUp };
  }
}

test("readers beside loaders are told everything once, in one order", async () => {
  let loading = 2;
  const isOver = (): boolean => loading === 0;
  const viewers = [CONTROLLER, OF_A1, INTEGRATION];
  const [told] = await Promise.all([
    Promise.all(viewers.flatMap((viewer) => [3, 50].map(async (first) => ({ viewer, told: await readAlong(viewer, first, isOver) })))),
    ...[0, 1].map((loader) => loadNights(loader, () => void (loading -= 1))),
  ]);
  for (const { viewer, told: { changes } } of told) {
    expect(new Set(changes.map(({ sequence }) => sequence)).size, "sequences are each one change's").toBe(changes.length);
    expect(changes).toEqual(await town.readAll(viewer));
  }
  expect(told[0]!.told.changes.length).toBeGreaterThan(200);
  expect(Math.max(...told.map(({ told: { caughtUp } }) => caughtUp)), "somebody had read everything while loads went on").toBeGreaterThan(1);
});
