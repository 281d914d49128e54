import { createHash } from "node:crypto";
import fc from "fast-check";
import type { DataSource } from "typeorm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Cover, ROLES, type Role, type Viewer } from "../../gateway/access/viewer.js";
import { findCase } from "../../gateway/cases/case.js";
import { createDataSource } from "../../gateway/database/data-source.js";
import { overlay } from "../../gateway/findings/overlay.js";
import { findingList } from "../../gateway/findings/query-list.js";
import { createTestDatabase, type TestDatabase } from "./database.js";
import { RING, TODAY, World } from "./world.js";

const UNITS = ["AO1", "AO2", "SK1"] as const;
const CASEWORKERS = ["KAAN01", "KABO02", null] as const;
const PROTECTIONS = [0, 1, 2] as const;
/** Where the case system has them; KAAN01 and KABO02 have clients in other units too. */
const UNIT_OF: Readonly<Record<string, string>> = { KAAN01: "AO1", KABO02: "AO2", KACE03: "SK1" };

interface KnownClient {
  readonly fileNumber: string;
  readonly unit: string;
  readonly caseworker: string | null;
  readonly protection: number;
}

/** One client of each unit, caseworker and protection, each with a finding. Numbers tell nothing of the rest. */
const CLIENTS: readonly KnownClient[] = UNITS.flatMap((unit) =>
  CASEWORKERS.flatMap((caseworker) =>
    PROTECTIONS.map((protection) => ({
      fileNumber: createHash("sha256").update(`${unit} ${caseworker} ${protection}`).digest("hex").slice(0, 8),
      unit, caseworker, protection,
    })),
  ),
);

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource(database.url).initialize();
  const world = new World(dataSource);
  for (const unit of UNITS) await world.unit(unit, unit === "SK1" ? "SKH" : "HAL");
  for (const district of ["HAL", "SKH"]) await world.freshDistrict(district);
  for (const { fileNumber, unit, caseworker, protection } of CLIENTS) {
    await world.client(fileNumber, { unit_code: unit, caseworker, protection });
    await world.person(fileNumber, {}, `number${fileNumber}`);
    await world.decision(`${fileNumber}-1`, fileNumber);
    await world.finding(fileNumber, { unit, caseworker });
  }
  for (const [signature, unit] of Object.entries(UNIT_OF)) {
    await world.fact("caseworker_period", { signature, unit_code: unit, role: "BIST", valid_from: "2020-01-01" });
  }
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const day = { on: TODAY, today: TODAY };

/** Contract 4, in a few words of its own: who may know of a client. */
function mayKnow(viewer: Viewer, { unit, caseworker, protection }: KnownClient): boolean {
  const covers = has(viewer, "CASEWORKER", "MANAGER") ? (viewer.covers ?? []).filter(({ from, until }) => !(until < TODAY || from > TODAY)) : [];
  const colleagues = covers.map((cover) => ("colleague" in cover ? cover.colleague : ""));
  const ownUnit = viewer.units === null || viewer.units.includes(unit) || covers.some((cover) => "unit" in cover && cover.unit === unit);
  const works = ownUnit || colleagues.some((colleague) => UNIT_OF[colleague] === unit);
  const isOwn = caseworker !== null && ((has(viewer, "CASEWORKER") && viewer.subject === caseworker) || colleagues.includes(caseworker));
  if (protection === 0) return works;
  return (works && isOwn) || (ownUnit && has(viewer, "MANAGER"));
}

function has(viewer: Viewer, ...roles: Role[]): boolean {
  return viewer.roles.some((role) => roles.includes(role));
}

/** Over, running for its first or last day or both, and to come. */
const TIMES = [["2022-11-01", "2022-11-29"], ["2022-11-01", TODAY], [TODAY, TODAY], [TODAY, "2022-12-24"], ["2022-12-01", "2022-12-24"]] as const;

const covers: fc.Arbitrary<Cover> = fc
  .tuple(fc.constantFrom(...TIMES), fc.constantFrom(...UNITS.map((unit) => ({ unit })), ...["KAAN01", "KABO02", "KACE03", "nobody"].map((colleague) => ({ colleague }))))
  .map(([[from, until], whom]) => ({ ...whom, from, until }));

const viewers: fc.Arbitrary<Viewer> = fc.record({
  covers: fc.array(covers, { maxLength: 2 }),
  subject: fc.constantFrom("KAAN01", "KABO02", "CHEF01"),
  roles: fc.uniqueArray(fc.constantFrom(...ROLES), { minLength: 1, maxLength: 2 }),
  units: fc.option(fc.uniqueArray(fc.constantFrom(...UNITS, "XX9"), { maxLength: 3 }), { nil: null }),
});

/** Clients that are there, and file numbers that nobody has. */
const asked = fc.option(fc.constantFrom(...CLIENTS), { nil: null });

describe("whoever asks, for whomever", () => {
  test("overlay answers about those whom the caller may know of, and for all others as if there were none", async () => {
    await fc.assert(
      fc.asyncProperty(viewers, asked, fc.boolean(), async (viewer, client, byNumber) => {
        const fileNumber = client?.fileNumber ?? "nobody";
        const key = byNumber ? { personalNumber: `number${fileNumber}` } : { fileNumber };
        const [answer] = await overlay(dataSource, viewer, day, [key], RING);
        const { key: _, ...rest } = answer!;
        if (!has(viewer, "CASEWORKER", "MANAGER")) expect(rest).toEqual({ ...NOTHING, status: "FORBIDDEN" });
        else if (client !== null && mayKnow(viewer, client)) expect([rest.status, rest.protected]).toEqual(["OVERDUE", client.protection > 0]);
        else expect(rest).toEqual({ ...NOTHING, status: "UNKNOWN" });
      }),
      { numRuns: 300 },
    );
  });

  test("case gives those whom the caller may know of, and null for all others", async () => {
    await fc.assert(
      fc.asyncProperty(viewers, asked, async (viewer, client) => {
        const answer = findCase(dataSource, viewer, day, client?.fileNumber ?? "nobody");
        if (!has(viewer, "CASEWORKER", "MANAGER", "CONTROLLER")) await expect(answer).rejects.toMatchObject({ code: "FORBIDDEN" });
        else if (client !== null && mayKnow(viewer, client)) expect((await answer)?.decisions).toHaveLength(1);
        else expect(await answer).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  test("case names the person to caseworkers and managers alone", async () => {
    await fc.assert(
      fc.asyncProperty(viewers.filter((viewer) => has(viewer, "CASEWORKER", "MANAGER", "CONTROLLER")), fc.constantFrom(...CLIENTS), async (viewer, client) => {
        fc.pre(mayKnow(viewer, client));
        const answer = await findCase(dataSource, viewer, day, client.fileNumber);
        const named = has(viewer, "CASEWORKER", "MANAGER");
        expect([answer?.name, answer?.birthDate]).toEqual(named ? ["Test Testsson", "1940-02-03"] : [null, null]);
      }),
      { numRuns: 100 },
    );
  });

  test("findings lists and counts those whom the caller may know of, whatever the filter", async () => {
    const filters = fc.record({
      units: fc.option(fc.uniqueArray(fc.constantFrom(...UNITS))),
      fileNumbers: fc.option(fc.uniqueArray(fc.constantFrom(...CLIENTS.map(({ fileNumber }) => fileNumber)))),
    });
    const orders = fc.constantFrom("DUE_ON_ASC" as const, "DUE_ON_DESC" as const, "SEVERITY_DESC" as const);
    await fc.assert(
      fc.asyncProperty(viewers, filters, orders, async (viewer, filter, orderBy) => {
        const answer = findingList(dataSource, viewer, day, { filter, orderBy, first: 500 });
        if (!has(viewer, "CASEWORKER", "MANAGER", "CONTROLLER")) {
          await expect(answer).rejects.toMatchObject({ code: "FORBIDDEN" });
          return;
        }
        const expected = CLIENTS.filter((client) => mayKnow(viewer, client)
          && (filter.units?.some((unit) => unit === client.unit) ?? true)
          && (filter.fileNumbers?.includes(client.fileNumber) ?? true));
        const { edges, totalCount } = await answer;
        expect(edges.map(({ node }) => node.fileNumber).sort()).toEqual(expected.map(({ fileNumber }) => fileNumber).sort());
        expect(totalCount).toBe(expected.length);
      }),
      { numRuns: 300 },
    );
  });
});

const NOTHING = { fileNumber: null, on: TODAY, protected: false, findings: [], nextDueOn: null, dataFrom: null, dataLoadedAt: null, incompleteBecause: [] };
