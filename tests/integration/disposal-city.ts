import type { DataSource } from "typeorm";
import { AccessLog } from "../../gateway/access/access-log.js";
import { dispose, type DisposalReport } from "../../gateway/data-protection/dispose.js";
import { createOwnerDataSource } from "../../gateway/database/data-source.js";
import { createLog } from "../../gateway/log.js";
import { type City, openCity } from "./city.js";
import { clientRow, decisionRow, extract } from "./extract.js";
import { answersOf, RING, World } from "./world.js";

export const GONE = "100001-1";
export const STAYS = "100002-2";
export const TODAY = "2022-11-30";

/** A city in which GONE is due: their help ended in 2015. STAYS has help that runs. Both are in quarantine, and in a held file. */
export class DisposalCity {
  private constructor(
    readonly city: City,
    /** With the rights to dispose. */
    readonly owner: DataSource,
  ) {}

  static async open(): Promise<DisposalCity> {
    const city = await openCity();
    return new DisposalCity(city, await createOwnerDataSource(city.url).initialize());
  }

  async close(): Promise<void> {
    await this.owner.destroy();
    await this.city.close();
  }

  async load(): Promise<void> {
    const gone = clientRow(GONE, "HALAO1", { personnr: "194002030018", efternamn: "Bortgangen" });
    const stays = clientRow(STAYS, "HALAO1", { personnr: "194002030026" });
    const help = { beslutsdatum: "20140110", from: "20140115", verkstalld: "20140116", bevakning: "20150110" };
    const others = Array.from({ length: 12 }, (_, at) => clientRow(`2000${at}-1`, "HALAO1", { personnr: "" }));
    await this.city.deliver({
      ...extract("ENHET", "HAL", "20221128", "FULL", ["HALAO1;Äldre;HAL;AO;20070101;;"]),
      ...extract("UTFOR", "HAL", "20221128", "FULL", ["U101;Hemtjänsten;KOMMUN;J"]),
      ...extract("KLIENT", "HAL", "20221128", "FULL", [gone, stays, ...others]),
      ...extract("UTREDN", "HAL", "20221128", "FULL", [`770003;${GONE};20131201;20131202;20131220;DUR;ANAN01`]),
      ...extract("BESLUT", "HAL", "20221128", "FULL", [decisionRow("770001", GONE, { ...help, tom: "20150131" }), decisionRow("221", STAYS, help)]),
      ...extract("BESTALL", "HAL", "20221128", "FULL", ["770002;770001;U101;20140103;20140105;;20", "441;221;U101;20140103;20140105;;20"]),
      ...extract("PLAN", "HAL", "20221128", "FULL", ["770002;1;20140201;J", "441;1;20140201;J"]),
      ...extract("UPPF", "HAL", "20221128", "FULL", ["550;770001;20140601;ORD;ANAN01", "551;221;20140601;ORD;ANAN01"]),
      "GPLAN_U101_20221128.csv": "bestnr;upprattad;mottagen;deltagit;mal;signatur\n770002;2014-02-20;2014-03-01;ja;3;x\n441;2014-02-20;2014-03-01;ja;3;y\n",
    });
    await this.city.deliver({
      ...extract("KLIENT", "HAL", "20221129", "DELTA", [`${gone};more`]),
      ...extract("BESTALL", "HAL", "20221129", "DELTA", ["770002;770001;U101;x;;;", "441;221;U101;x;;;"]),
    });
    await this.city.deliver(extract("KLIENT", "HAL", "20221130", "FULL", [gone, stays]));
    await answersOf(new World(this.city.dataSource), GONE, "770002", "2015-01-31");
    await answersOf(new World(this.city.dataSource), STAYS, "441");
  }

  /** That somebody read. */
  async read(subject: string, fileNumbers: string[]): Promise<void> {
    const whence = { roles: ["CASEWORKER"], remoteAddress: "127.0.0.1", operations: ["overlay"], operationName: null, purpose: null };
    await new AccessLog(this.city.dataSource).write({ subject, ...whence, fileNumbers });
  }

  /** A disposal on TODAY, by default of all who are due. */
  disposeOfAll(exceptions: ReadonlyMap<string, string> = new Map(), dataSource: DataSource = this.owner): Promise<DisposalReport> {
    const log = createLog({ logLevel: "silent" });
    return dispose({ dataSource, ring: RING, log }, { today: TODAY, withdrawnDays: 90, quarantineDays: 30, feedbackYears: 5, exceptions });
  }

  /** Every row of every table as text. */
  async everything(): Promise<Record<string, string[]>> {
    const tables: { name: string }[] = await this.owner.query(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'migrations'",
    );
    const told: Record<string, string[]> = {};
    for (const { name } of tables) {
      const rows: { row: string }[] = await this.owner.query(`SELECT to_jsonb(t)::text AS row FROM "${name}" t ORDER BY 1`);
      told[name] = rows.map(({ row }) => row);
    }
    return told;
  }

  /** @param table with a condition, if any */
  async count(table: string): Promise<number> {
    const rows: { count: number }[] = await this.owner.query(`SELECT count(*)::int AS count FROM ${table}`);
    return rows[0]!.count;
  }
}
