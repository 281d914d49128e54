import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { openCity } from "./city.js";
import { clientRow, decisionRow, extract } from "./extract.js";
import { loadedState } from "./loaded-state.js";

/*
 * Files of a set arrive in any order, and some nights by several ways at several times: that may make no difference to
 * what is known, to the findings, or to what waits in quarantine. Nights come one after the other: an older extract is
 * refused after a newer one, and a newer FULL lets go of rows of the older one that still wait (contract 1).
 */

/** How many random orders of each test. */
const RUNS = Number(process.env["ORDER_RUNS"] ?? 5);
const [ONE, TWO, THREE, GONE] = ["100001-1", "100002-2", "100003-3", "100004-4"] as const;

type Files = Readonly<Record<string, Buffer>>;

function night(district: string, date: string, changed: boolean): Files {
  const unit = `${district}AO1`;
  const own = district === "HAL" ? "1" : "2";
  const clients = changed ? [ONE, TWO, THREE] : [ONE, TWO, GONE];
  const of = (client: string): string => `${own}${client.slice(1)}`;
  return {
    ...extract("ENHET", district, date, "FULL", [`${unit};Äldre;${district};AO;20070101;;`]),
    ...extract("HANDL", district, date, "FULL", [`ANAN0${own};20100101;;Anna Test;${unit};${changed ? "SARSK" : "BIST"}`]),
    ...extract("UTFOR", district, date, "FULL", [`U${own};Utförare;PRIVAT;N`]),
    ...extract("KLIENT", district, date, "FULL", clients.map((client) => clientRow(of(client), unit, { skydd: changed && client === TWO ? "1" : "0" }))),
    ...extract("UTREDN", district, date, "FULL", [`3${own}0;${of(ONE)};20220101;20220102;;DUR;ANAN0${own}`]),
    ...extract("BESLUT", district, date, "FULL", [
      decisionRow(`2${own}0`, of(ONE), { omfattning: changed ? "120" : "20", beslutsfattare: `ANAN0${own}`, utrednr: `3${own}0` }),
      decisionRow(`2${own}1`, of(clients[2]!), { tom: "20221215" }),
      decisionRow(`2${own}2`, of("100009-9")),
      decisionRow(`2${own}3`, of(TWO), { from: "20221399" }),
    ]),
    ...extract("BESTALL", district, date, "FULL", [`7${own}0;2${own}0;U${own};20221101;20221101;;20`, `7${own}1;2${own}9;U${own};20221101;20221101;;20`]),
    ...extract("PLAN", district, date, "FULL", changed ? [`7${own}0;1;20221120;J`] : []),
    ...extract("UPPF", district, date, "FULL", [`9${own}0;2${own}0;20221101;ORD;ANAN0${own}`]),
    [`GPLAN_U${own}_${date}.csv`]: Buffer.from(`bestnr;upprattad;mottagen;deltagit;mal;signatur\n7${own}0;2022-11-${changed ? "20" : "18"};;ja;2;X\n7${own === "1" ? "2" : "1"}0;2022-11-1${own};;ja;2;X\n`),
  };
}

const FIRST = { ...night("HAL", "20221129", false), ...night("SKH", "20221129", false) };
const SECOND = { ...night("HAL", "20221130", true), ...night("SKH", "20221130", true) };
const BOTH = { ...FIRST, ...SECOND };

/** The night on which ONE moves from HAL to SKH, and THREE has come to HAL: both districts deliver the same keys, and say different things. */
function movingNight(district: string): Files {
  const [hours, caseworker] = district === "HAL" ? ["21", "ANAN01"] : ["22", "ANAN02"];
  const own = district === "HAL" ? "1" : "2";
  const [first, third] = [`1${ONE.slice(1)}`, `1${THREE.slice(1)}`];
  return {
    ...extract("KLIENT", district, "20221130", "DELTA", [
      clientRow(first, "SKHAO1", { handlaggare: caseworker, fornamn: district }), clientRow(third, "HALAO1", { handlaggare: caseworker, fornamn: district }),
    ]),
    ...extract("UTREDN", district, "20221130", "DELTA", [`310;${first};20220101;20220102;;${district === "HAL" ? "DUR" : "KART"};${caseworker}`]),
    ...extract("BESLUT", district, "20221130", "DELTA", [
      decisionRow("210", first, { omfattning: hours, utrednr: "310" }), decisionRow("215", third, { omfattning: hours }),
      ...(district === "HAL" ? [] : [decisionRow("220", `2${ONE.slice(1)}`, { omfattning: "23" })]),
    ]),
    ...extract("BESTALL", district, "20221130", "DELTA", [`710;210;U1;20221101;20221101;;${hours}`, `715;215;U${own};20221101;20221101;;${hours}`]),
    ...extract("PLAN", district, "20221130", "DELTA", [`710;1;202211${hours};J`]),
    ...extract("UPPF", district, "20221130", "DELTA", [`910;210;202211${hours};ORD;${caseworker}`]),
  };
}

const MOVING = { ...movingNight("HAL"), ...movingNight("SKH") };

/** The state after calls, each of some of the files. */
async function stateAfter(
  calls: readonly (readonly string[])[], files: Files = BOTH, versions: "ALL" | "OF_DAYS" = "ALL",
): Promise<Record<string, string[]>> {
  const city = await openCity();
  try {
    for (const names of calls) await city.deliver(Object.fromEntries(names.map((name) => [name, files[name]!])));
    return await loadedState(city.dataSource, versions);
  } finally {
    await city.close();
  }
}

/** Files in any order, cut into calls anywhere. */
function anyCalls(files: Files): fc.Arbitrary<string[][]> {
  const names = Object.keys(files);
  return fc.tuple(fc.shuffledSubarray(names, { minLength: names.length }), fc.array(fc.nat({ max: names.length }), { maxLength: 5 }))
    .map(([order, cuts]) => cutAt(order, cuts));
}

function cutAt(order: readonly string[], cuts: readonly number[]): string[][] {
  const ends = [...new Set([...cuts, order.length])].sort((a, b) => a - b);
  return ends.map((end, at) => order.slice(ends[at - 1] ?? 0, end)).filter(({ length }) => length > 0);
}

let firstNight: Record<string, string[]>;
let bothNights: Record<string, string[]>;

beforeAll(async () => {
  firstNight = await stateAfter([Object.keys(FIRST)]);
  bothNights = await stateAfter([Object.keys(FIRST), Object.keys(SECOND)]);
});

test("the files of a night, in any order and in any calls, give what one call gives", async () => {
  await fc.assert(fc.asyncProperty(anyCalls(FIRST), async (calls) => {
    expect(await stateAfter(calls)).toEqual(firstNight);
  }), { seed: 20221130, numRuns: RUNS, endOnFailure: true });
}, RUNS * 20_000);

test("two nights in one call give what two calls give", async () => {
  expect(await stateAfter([Object.keys(BOTH)])).toEqual(bothNights);
});

test("night after night, each in any order and in any calls, gives the same", async () => {
  await fc.assert(fc.asyncProperty(anyCalls(FIRST), anyCalls(SECOND), async (first, second) => {
    expect(await stateAfter([...first, ...second])).toEqual(bothNights);
  }), { seed: 20221130, numRuns: RUNS, endOnFailure: true });
}, RUNS * 20_000);

test("a night in which a client moves, and both districts deliver the same keys, in any order and in any calls, gives the same", async () => {
  const files = { ...FIRST, ...MOVING };
  const after = (calls: readonly (readonly string[])[]) => stateAfter([Object.keys(FIRST), ...calls], files, "OF_DAYS");
  const atOnce = await after([Object.keys(MOVING)]);
  expect(atOnce["decision"]!.filter((row) => row.includes("SOSYS_BESLUT_SKH_20221130.TXT")).length).toBe(2);
  await fc.assert(fc.asyncProperty(anyCalls(MOVING), async (calls) => {
    expect(await after(calls)).toEqual(atOnce);
  }), { seed: 20221130, numRuns: RUNS, endOnFailure: true });
}, RUNS * 20_000);
