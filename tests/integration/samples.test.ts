import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type City, findingsOn, nextDueOn, openCity, sample, type ToldFinding } from "./city.js";

/** The kinds of finding whose sources and rules are in place. */
const KINDS = [
  "REVIEW_DUE", "REASSESSMENT_DUE", "WATCH_MISSING", "PLAN_MISSING", "PLAN_INSUFFICIENT", "DELEGATION", "EXECUTION_LATE",
  "INTEGRITY", "HANDOVER", "LEVEL_MISSING", "INDIVIDUAL_PLAN", "PRICE",
];

interface Expected {
  readonly findings: readonly (ToldFinding & { about?: string })[];
  readonly overlay: readonly { fileNumber: string; nextDueOn: string | null }[];
  readonly totals: { readonly loaded: Readonly<Record<string, number>> };
}

function expected(folder: string, file: string): Expected {
  return JSON.parse(readFileSync(`${sample(folder)}/${file}`, "utf8")) as Expected;
}

/** One line for each finding, sorted, so that a difference reads as the lines that differ. */
function lines(findings: readonly ToldFinding[]): string[] {
  return findings
    .map((f) => [f.kind, f.rule, f.fileNumber, f.decision, f.order, f.about, f.dueOn, f.severity, f.unit].join(" "))
    .sort();
}

function expectedLines(wanted: Expected): string[] {
  return lines(wanted.findings.filter(({ kind }) => KINDS.includes(kind)));
}

async function expectNextDueOn(city: City, day: string, wanted: Expected): Promise<void> {
  const next = await nextDueOn(city.dataSource, day);
  const found = wanted.overlay.map(({ fileNumber }) => `${fileNumber} ${next.get(fileNumber) ?? null}`);
  expect(found).toEqual(wanted.overlay.map(({ fileNumber, nextDueOn: date }) => `${fileNumber} ${date}`));
}

describe.each([
  { folder: "hal-2022-11", night1: "2022-11-29", night2: "2022-11-30", findings: 223 },
  { folder: "skh-2012-06", night1: "2012-06-14", night2: "2012-06-15", findings: 178 },
])("sample $folder, loaded night by night", ({ folder, night1, night2, findings }) => {
  let city: City;

  beforeAll(async () => {
    city = await openCity();
    for (const part of ["night1", "providers", "economy"]) await city.load([`${sample(folder)}/${part}`], { today: night1 });
    await city.load([`${sample(folder)}/night2`], { today: night2 });
  });
  afterAll(() => city.close());

  it("gives exactly the expected findings", async () => {
    const wanted = expectedLines(expected(folder, "expected.json"));
    expect(lines(await findingsOn(city.dataSource, night2))).toEqual(wanted);
    expect(wanted).toHaveLength(findings);
  });

  it("gives exactly the expected next due dates", () => expectNextDueOn(city, night2, expected(folder, "expected.json")));

  it("still tells what was known after the first night", async () => {
    const wanted = expected(folder, "expected-after-night1.json");
    expect(lines(await findingsOn(city.dataSource, night1))).toEqual(expectedLines(wanted));
    await expectNextDueOn(city, night1, wanted);
  });

  it("holds as many current facts as expected", async () => {
    const { loaded } = expected(folder, "expected.json").totals;
    const tables = {
      units: "unit", caseworkerPeriods: "caseworker_period", clients: "client", investigations: "investigation", decisions: "decision",
      orders: "care_order", plans: "plan", followUps: "follow_up",
    };
    const counted: Record<string, number> = {};
    for (const [name, table] of Object.entries(tables)) {
      const rows: { count: string }[] = await city.dataSource.query(`SELECT count(*) FROM ${table} WHERE known_to IS NULL`);
      counted[name] = Number(rows[0]!.count);
    }
    expect(counted).toEqual(Object.fromEntries(Object.keys(tables).map((name) => [name, loaded[name]])));
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
  const known = /^(SOSYS|GPLAN|BUDGET|EKONOMI|LSSNIVA|PRISLISTA|VARDFIL|IPLAN)_/;
  const manifest = JSON.parse(readFileSync(`${sample("hal-2022-11-messy")}/manifest.json`, "utf8")) as { steps: Step[] };
  let city: City;

  beforeAll(async () => {
    city = await openCity();
    for (const part of ["night1", "providers", "economy", "night2"]) await city.load([`${sample("hal-2022-11")}/${part}`]);
  });
  afterAll(() => city.close());

  it.each(manifest.steps.filter(({ files }) => files.some(({ name }) => known.test(name))))("$folder gives each file its outcome", async (step) => {
    const report = await city.load([`${sample("hal-2022-11-messy")}/${step.folder}`]);
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
    await expectNextDueOn(city, "2022-12-02", wanted);
  });

  it("knows which loaded cases the rows in quarantine lead to", async () => {
    const rows: { file_number: string }[] = await city.dataSource.query(
      `SELECT DISTINCT r.file_number FROM rejected_row_case r
       JOIN client c ON c.file_number = r.file_number AND c.known_to IS NULL WHERE r.from_extract ORDER BY 1`,
    );
    expect(rows.map((row) => row.file_number)).toEqual(["167125-7", "299254-2", "594516-0", "820859-8", "835208-3", "848744-9"]);
  });
});
