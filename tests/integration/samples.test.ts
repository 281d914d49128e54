import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FileReport } from "../../gateway/loading/report.js";
import type { Viewer } from "../../gateway/access/viewer.js";
import { budgetFollowUp } from "../../gateway/figures/budget.js";
import { type City, findingsOn, openCity, sample } from "./city.js";
import { badges, type BudgetTotal, type DeliveryTotal, type Expected, expectBadges, expected, expectedLines, lines } from "./expected.js";

/** The reports of ordered and performed time by unit and month, as their clients' units answer on a day. */
async function deliveryTotals(city: City, day: string): Promise<DeliveryTotal[]> {
  const rows: Record<"unit" | "month" | "clients" | "ordered" | "performed", string>[] = await city.dataSource.query(
    `SELECT a.answering_unit AS unit, d.month, count(DISTINCT d.file_number) AS clients,
       sum(d.ordered_seconds) / 3600 AS ordered, sum(d.performed_seconds) / 3600 AS performed
     FROM delivery d
     JOIN client c ON c.file_number = d.file_number AND c.known_to IS NULL
     JOIN unit_answering a ON a.unit_code = c.unit_code AND a.day_from <= $1 AND $1 < a.day_to
     WHERE d.known_to IS NULL GROUP BY a.answering_unit, d.month ORDER BY 1, 2`,
    [day],
  );
  return rows.map(({ unit, month, clients, ordered, performed }) =>
    ({ unit, month, clients: Number(clients), orderedHours: Number(ordered), performedHours: Number(performed) }));
}

const CONTROLLER: Viewer = { subject: "CONTR1", roles: ["CONTROLLER"], units: null };

/** What the query answers of each unit and year that is expected. */
function budgetTotals(city: City, day: string, wanted: Expected): Promise<BudgetTotal[]> {
  return Promise.all(wanted.totals.budget.map(async ({ unit, year }) => {
    const { total } = await budgetFollowUp(city.dataSource, CONTROLLER, { on: day, today: day }, { unit, year });
    const { source, budget, outcome, forecast, months } = total;
    return { unit, year, source, budget, outcome, forecast: forecast!, months };
  }));
}

describe.each([
  { folder: "hal-2022-11", night1: "2022-11-29", night2: "2022-11-30", findings: 253 },
  { folder: "skh-2012-06", night1: "2012-06-14", night2: "2012-06-15", findings: 204 },
])("sample $folder, loaded night by night", ({ folder, night1, night2, findings }) => {
  let city: City;
  const reports: FileReport[] = [];

  beforeAll(async () => {
    city = await openCity();
    for (const [part, today] of [["night1", night1], ["providers", night1], ["economy", night1], ["night2", night2]] as const) {
      reports.push(...(await city.load([`${sample(folder)}/${part}`], { today })).files);
    }
  });
  afterAll(() => city.close());

  it("gives each file the outcome and the number of rows of the manifest", () => {
    const { files } = JSON.parse(readFileSync(`${sample(folder)}/manifest.json`, "utf8")) as { files: { name: string; status: string; rows: number | null; quarantined: number }[] };
    const told = ({ name, status, rows, quarantined }: (typeof files)[number]): string => `${name} ${status} ${rows ?? "-"} ${quarantined}`;
    // Of a ledger the manifest has no number of rows.
    const unnumbered = new Set(files.filter(({ rows }) => rows === null).map(({ name }) => name));
    const found = reports.map(({ name, status, rows, quarantined }) => told({ name, status, rows: unnumbered.has(name) ? null : rows, quarantined }));
    expect(found.sort()).toEqual(files.map(told).sort());
  });

  it("gives exactly the expected findings", async () => {
    const wanted = expectedLines(expected(folder, "expected.json"));
    expect(lines(await findingsOn(city.dataSource, night2))).toEqual(wanted);
    expect(wanted).toHaveLength(findings);
  });

  it("gives exactly the expected badges and next due dates", () => expectBadges(city, expected(folder, "expected.json"), night2));

  it("gives them by personal number, too, but for one that two clients share", async () => {
    const numbered = expected(folder, "expected.json").overlay.filter(({ personalNumber }) => personalNumber !== undefined);
    const answers = await badges(city, night2, night2, numbered.map(({ personalNumber }) => ({ personalNumber: personalNumber! })));
    expect(answers.map(({ status }) => status)).toEqual(numbered.map(({ shared, status }) => (shared ? "UNKNOWN" : status)));
  });

  it("counts them as expected", async () => {
    const { totals } = expected(folder, "expected.json");
    const found = await findingsOn(city.dataSource, night2);
    const count = (key: "kind" | "rule" | "severity" | "unit"): Record<string, number> => {
      const counts: Record<string, number> = {};
      for (const finding of found) counts[finding[key]] = (counts[finding[key]] ?? 0) + 1;
      return counts;
    };
    expect({ total: found.length, byKind: count("kind"), byRule: count("rule"), bySeverity: count("severity"), byUnit: count("unit") })
      .toEqual(totals.findings);
  });

  it("still tells what was known after the first night", async () => {
    const wanted = expected(folder, "expected-after-night1.json");
    expect(lines(await findingsOn(city.dataSource, night1))).toEqual(expectedLines(wanted));
    await expectBadges(city, wanted, night1, night2);
  });

  it("holds as many current facts as expected", async () => {
    const { loaded } = expected(folder, "expected.json").totals;
    const tables = {
      units: "unit", caseworkerPeriods: "caseworker_period", clients: "client", investigations: "investigation", decisions: "decision",
      orders: "care_order", plans: "plan", followUps: "follow_up", deliveries: "delivery", onCallEvents: "on_call_event", synp: "feedback",
      levels: "lss_level",
    };
    const counted: Record<string, number> = {};
    for (const [name, table] of Object.entries(tables)) {
      const rows: { count: string }[] = await city.dataSource.query(`SELECT count(*) FROM ${table} WHERE known_to IS NULL`);
      counted[name] = Number(rows[0]!.count);
    }
    expect(counted).toEqual(Object.fromEntries(Object.keys(tables).map((name) => [name, loaded[name]])));
  });

  it("adds ordered and performed time up to what is expected", async () => {
    expect(await deliveryTotals(city, night2)).toEqual(expected(folder, "expected.json").totals.deliveries);
  });

  it("answers budget, outcome and forecast of each unit as expected", async () => {
    const wanted = expected(folder, "expected.json");
    expect(await budgetTotals(city, night2, wanted)).toEqual(wanted.totals.budget);
  });

  it("keeps every receipt on record, the corrected one too", async () => {
    const rows: { count: string }[] = await city.dataSource.query("SELECT count(*) FROM plan_receipt");
    expect(Number(rows[0]!.count)).toBe(expected(folder, "expected.json").totals.loaded.providerPlans);
  });

  it("leaves no row in quarantine", async () => {
    expect(await city.dataSource.query("SELECT * FROM rejected_row")).toEqual([]);
  });
});

describe("sample hal-2022-11, the whole folder at once", () => {
  let city: City;

  beforeAll(async () => {
    city = await openCity();
  });
  afterAll(() => city.close());

  it("loads every file without quarantine, in the order of their dates, with the same findings", async () => {
    const report = await city.load([sample("hal-2022-11")]);
    const known = report.files.filter(({ source }) => source !== null);
    expect(known.map(({ status, quarantined }) => `${status} ${quarantined}`)).toEqual(known.map(() => "LOADED 0"));
    expect(known.map(({ name }) => name).slice(0, 7)).toEqual([
      "LSSNIVA_HAL_20220415.csv", "LSSNIVA_HAL_20220904.csv",
      "GPLAN_U203_20221021.csv", "GPLAN_U204_20221021.csv", "GPLAN_U205_20221021.xlsx", "GPLAN_U206_20221021.json",
      "SOSYS_ENHET_HAL_20221129.TXT",
    ]);
    expect(lines(await findingsOn(city.dataSource, "2022-11-30"))).toEqual(expectedLines(expected("hal-2022-11", "expected.json")));
  });
});

describe("sample hal-2022-11-messy, on top of hal-2022-11", () => {
  interface Step {
    readonly folder: string;
    readonly exitCode: number;
    readonly files: readonly {
      readonly name: string;
      readonly status: string;
      readonly rows?: number;
      readonly quarantined?: number;
      readonly withdrawn?: number;
      readonly reason?: string;
      readonly quarantinedRows?: readonly { line: number; column: string | null; reason: string }[];
    }[];
  }
  const known = /^(SOSYS|GPLAN|AVVIK|JOUR|SYNP|BUDGET|EKONOMI|LSSNIVA|PRISLISTA|VARDFIL|IPLAN)_/;
  const manifest = JSON.parse(readFileSync(`${sample("hal-2022-11-messy")}/manifest.json`, "utf8")) as { steps: Step[] };
  let city: City;

  beforeAll(async () => {
    city = await openCity();
    for (const part of ["night1", "providers", "economy", "night2"]) await city.load([`${sample("hal-2022-11")}/${part}`]);
  });
  afterAll(() => city.close());

  it.each(manifest.steps.filter(({ files }) => files.some(({ name }) => known.test(name))))("$folder gives each file its outcome", async (step) => {
    const report = await city.load([`${sample("hal-2022-11-messy")}/${step.folder}`], { today: "2022-12-02" });
    for (const wanted of step.files.filter(({ name }) => known.test(name))) {
      const found = report.files.find(({ name }) => name === wanted.name);
      expect(found).toMatchObject(
        Object.fromEntries(["name", "status", "rows", "quarantined", "withdrawn", "reason"].filter((key) => key in wanted).map((key) => [key, wanted[key as keyof typeof wanted]])),
      );
      if (wanted.quarantinedRows) {
        const rows: unknown[] = await city.dataSource.query(
          `SELECT line, fault_column AS "column", reason FROM rejected_row
           WHERE load_id = (SELECT max(id) FROM load WHERE file = $1) ORDER BY line`,
          [wanted.name],
        );
        expect(rows).toEqual(wanted.quarantinedRows.map(({ line, column, reason }) => ({ line, column, reason })));
      }
    }
  });

  it("gives the expected findings in the end", async () => {
    const wanted = expected("hal-2022-11-messy", "expected.json");
    expect(lines(await findingsOn(city.dataSource, "2022-12-02"))).toEqual(expectedLines(wanted));
    await expectBadges(city, wanted, "2022-12-02");
  });

  it("adds ordered and performed time up to what is expected, with the report that replaced another", async () => {
    expect(await deliveryTotals(city, "2022-12-02")).toEqual(expected("hal-2022-11-messy", "expected.json").totals.deliveries);
  });

  it("answers budget, outcome and forecast of each unit as expected: the same amounts in another scale change nothing", async () => {
    const wanted = expected("hal-2022-11-messy", "expected.json");
    expect(await budgetTotals(city, "2022-12-02", wanted)).toEqual(wanted.totals.budget);
    const rows: { changed: number }[] = await city.dataSource.query("SELECT changed FROM load WHERE file = 'BUDGET_HALSP1_2022.xlsx' ORDER BY id DESC LIMIT 1");
    expect(rows).toEqual([{ changed: 0 }]);
  });

  it("knows which loaded cases the rows in quarantine lead to", async () => {
    const rows: { file_number: string }[] = await city.dataSource.query(
      `SELECT DISTINCT r.file_number FROM rejected_row_case r
       JOIN client c ON c.file_number = r.file_number AND c.known_to IS NULL WHERE r.from_extract ORDER BY 1`,
    );
    expect(rows.map((row) => row.file_number)).toEqual(["167125-7", "299254-2", "594516-0", "820859-8", "835208-3", "848744-9"]);
  });
});
