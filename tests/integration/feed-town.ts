import type { Viewer } from "../../gateway/access/viewer.js";
import { type ChangeRequest, changePage } from "../../gateway/feed/query-changes.js";
import type { ToldChange } from "../../gateway/feed/told-change.js";
import type { FactType } from "../../gateway/rules/timeline.js";
import { type City, openCity } from "./city.js";
import { clientRow, decisionRow, extract } from "./extract.js";
import { CONTROLLER, RING } from "./world.js";

/** A client of unit A1 with a decision and an order. */
export const ANNA = "100001-1";
/** A client of unit A2 with a decision. */
export const BO = "100002-2";

export const INTEGRATION: Viewer = { subject: "STAT", roles: ["INTEGRATION"], units: null, feed: { types: null, districts: null, pseudonyms: "stat" } };
export const OF_A1: Viewer = { ...CONTROLLER, units: ["A1"] };
export const OF_A2: Viewer = { ...CONTROLLER, units: ["A2"] };

/** A loaded city of three units and two clients, and its change feed. */
export class FeedTown {
  constructor(readonly city: City) {}

  static async open(): Promise<FeedTown> {
    const city = await openCity();
    await city.deliver({
      ...extract("ENHET", "HAL", "20221101", "FULL", unitRows()),
      ...extract("UTFOR", "HAL", "20221101", "FULL", ["U101;Hemtjänsten;KOMMUN;J"]),
      ...extract("KLIENT", "HAL", "20221101", "FULL", [clientRow(ANNA, "A1"), clientRow(BO, "A2")]),
      ...extract("BESLUT", "HAL", "20221101", "FULL", [decisionRow("221", ANNA), decisionRow("222", BO)]),
      ...extract("BESTALL", "HAL", "20221101", "FULL", ["441;221;U101;20220103;20220105;;20"]),
    });
    return new FeedTown(city);
  }

  close(): Promise<void> {
    return this.city.close();
  }

  clients(date: string, rows: readonly string[], mode: "FULL" | "DELTA" = "DELTA") {
    return this.city.deliver(extract("KLIENT", "HAL", date, mode, rows));
  }

  decisions(date: string, rows: readonly string[], mode: "FULL" | "DELTA" = "DELTA") {
    return this.city.deliver(extract("BESLUT", "HAL", date, mode, rows));
  }

  /** A page: its changes, the cursor after each, and that of its end. */
  async read(viewer: Viewer, request: ChangeRequest = {}): Promise<{ changes: ToldChange[]; cursors: string[]; cursor: string }> {
    const { edges, pageInfo } = await changePage(this.city.dataSource, RING, viewer, request);
    return { changes: edges.map(({ node }) => node), cursors: edges.map(({ cursor }) => cursor), cursor: pageInfo.endCursor };
  }

  /** Through all pages. */
  async readAll(viewer: Viewer, request: ChangeRequest = {}): Promise<ToldChange[]> {
    const changes: ToldChange[] = [];
    for (let after = request.after ?? null, more = true; more;) {
      const page: Awaited<ReturnType<typeof changePage>> = await changePage(this.city.dataSource, RING, viewer, { ...request, after });
      changes.push(...page.edges.map(({ node }) => node));
      ({ pageInfo: { endCursor: after, hasNextPage: more } } = page);
    }
    return changes;
  }

  /** What comes after a cursor, as `OPERATION TYPE key`. */
  async told(viewer: Viewer, after: string | null, types?: readonly FactType[]): Promise<string[]> {
    const { changes } = await this.read(viewer, { after, types });
    return changes.map(({ operation, type, key }) => `${operation} ${type} ${key}`);
  }

  /** The cursor of somebody who has read everything. */
  async now(viewer: Viewer, types?: readonly FactType[]): Promise<string> {
    return (await this.read(viewer, { types })).cursor;
  }
}

/** The units. @param closed the last day of A1, `YYYYMMDD`, which A2 replaces then */
export function unitRows(closed = ""): string[] {
  return [`A1;Enhet A1;HAL;AO;20070101;${closed};${closed && "A2"}`, "A2;Enhet A2;HAL;AO;20070101;;", "C1;Enhet C1;SKH;AO;20070101;;"];
}
