import { rename, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Inbox } from "../../gateway/intake/inbox.js";
import { type Loader, LoadWorkError } from "../../gateway/intake/load-work.js";
import { type City, openCity } from "./city.js";
import { DropFolder } from "./drop-folder.js";
import { clientRow, decisionRow, extract, extractBytes, extractName } from "./extract.js";

const UNIT = "HALAO1";
const CLIENTS = Array.from({ length: 12 }, (_, at) => `1000${String(at + 10)}-1`);
const KLIENT = extractName("KLIENT", "HAL", "20221129");
const BESLUT = extractName("BESLUT", "HAL", "20221129");

const ENHET_29 = extract("ENHET", "HAL", "20221129", "FULL", ["HALAO1;Äldre;HAL;AO;20070101;;"]);
const KLIENT_29 = extract("KLIENT", "HAL", "20221129", "FULL", CLIENTS.map((client) => clientRow(client, UNIT)));
const BESLUT_29 = extract("BESLUT", "HAL", "20221129", "FULL", [decisionRow("220", CLIENTS[0]!), decisionRow("221", CLIENTS[1]!)]);
const NIGHT = { ...BESLUT_29, ...ENHET_29, ...KLIENT_29 };

let city: City;
let drop: DropFolder;
let watch: Inbox;

beforeEach(async () => {
  city = await openCity();
  drop = await DropFolder.open(city);
  watch = drop.watch();
});
afterEach(async () => {
  await drop.remove();
  await city.close();
});

/** What became of files, in the order of loading. */
async function loads(): Promise<string[]> {
  const rows = await city.dataSource.query<{ told: string }[]>("SELECT type || ' ' || status AS told FROM load ORDER BY id");
  return rows.map(({ told }) => told);
}


describe("what has come in whole", () => {
  test("is loaded together, in the order of a night, and moved to done", async () => {
    const asked: number[] = [];
    watch = drop.watch({ run: (work, content) => {
      if (work.kind === "INBOX") asked.push(work.paths.length);
      return city.loader.run(work, content);
    } });
    await drop.put(NIGHT);
    await drop.lookTwice(watch);
    expect(asked).toEqual([3]);
    expect(await loads()).toEqual(["ENHET LOADED", "KLIENT LOADED", "BESLUT LOADED"]);
    expect(await drop.files()).toEqual([`done/${BESLUT}`, `done/${extractName("ENHET", "HAL", "20221129")}`, `done/${KLIENT}`]);
  });

  test("is gone from done after the days that it is kept, though nothing new has come", async () => {
    await drop.put(ENHET_29);
    await drop.lookTwice(watch);
    const now = Date.now();
    vi.spyOn(Date, "now").mockReturnValue(now + 8 * 86_400_000);
    await drop.later(3_600_000, watch);
    vi.restoreAllMocks();
    expect(await drop.files()).toEqual([]);
    expect(drop.logged.at(-1)).toContain("files of the inbox that were through were removed");
  });

  test("has a report beside it", async () => {
    await drop.put(NIGHT);
    await drop.lookTwice(watch);
    expect(await drop.report(`done/${KLIENT}`)).toEqual({
      name: KLIENT, source: "legacy-extract", type: "KLIENT", status: "LOADED", rows: 12, added: 12, changed: 0, withdrawn: 0,
      quarantined: 0, reason: null, load: 2, quarantinedRows: [],
    });
  });

  test("says that it came through the inbox", async () => {
    await drop.put(ENHET_29);
    await drop.lookTwice(watch);
    expect(await city.dataSource.query("SELECT way, sent_by FROM load")).toEqual([{ way: "INBOX", sent_by: "inbox" }]);
  });

  test("is found in subfolders", async () => {
    await drop.put({ [`from-sosys/2022/${KLIENT}`]: KLIENT_29[KLIENT]!, ...ENHET_29 });
    await drop.lookTwice(watch);
    expect(await loads()).toEqual(["ENHET LOADED", "KLIENT LOADED"]);
    expect(await drop.files()).toContain(`done/${KLIENT}`);
  });
});

describe("what is still coming", () => {
  test("is left alone until nothing comes or grows", async () => {
    await drop.put(ENHET_29);
    await drop.look(watch);
    await drop.put(KLIENT_29);
    await drop.later(9_000, watch);
    await drop.later(9_000, watch);
    expect(await loads()).toEqual([]);
    await drop.later(1_000, watch);
    expect(await loads()).toEqual(["ENHET LOADED", "KLIENT LOADED"]);
  });
});

describe("what is not loaded goes to rejected, with the reason", () => {
  test("of a name that no source knows", async () => {
    await drop.put({ "läs mig.docx": "x" });
    await drop.lookTwice(watch);
    expect(await drop.files()).toEqual(["rejected/läs mig.docx"]);
    expect(await drop.report("rejected/läs mig.docx")).toMatchObject({ status: "IGNORED", reason: "no source reads files of this name", load: null });
  });

  test("of a file that is cut off", async () => {
    await drop.put({ [KLIENT]: KLIENT_29[KLIENT]!.subarray(0, 300) });
    await drop.lookTwice(watch);
    expect(await drop.report(`rejected/${KLIENT}`)).toMatchObject({ status: "REJECTED", reason: "the trailer T;ROWS;CHECKSUM is missing: the file is cut off" });
  });

  test("of an older file than the newest", async () => {
    await city.deliver({ ...NIGHT, ...extract("BESLUT", "HAL", "20221130", "DELTA", []) });
    await drop.put({ [BESLUT]: extractBytes("BESLUT", "HAL", "20221129", "DELTA", [decisionRow("222", CLIENTS[0]!)]) });
    await drop.lookTwice(watch);
    expect(await drop.report(`rejected/${BESLUT}`)).toMatchObject({ status: "REFUSED" });
  });

  test("of a held one, which the database keeps", async () => {
    await city.deliver(NIGHT);
    const next = extractName("KLIENT", "HAL", "20221130");
    await drop.put(extract("KLIENT", "HAL", "20221130", "FULL", [clientRow(CLIENTS[0]!, UNIT)]));
    await drop.lookTwice(watch);
    expect(await drop.report(`rejected/${next}`)).toMatchObject({ status: "HELD" });
    expect(await city.dataSource.query("SELECT count(*)::int AS pieces FROM held_chunk")).toEqual([{ pieces: 1 }]);
  });
});

describe("a report", () => {
  test("says which rows are to be mended, and nothing that stands in them", async () => {
    await drop.put({ ...ENHET_29, ...extract("KLIENT", "HAL", "20221129", "FULL", [clientRow("1", UNIT), clientRow("2", UNIT, { avliden: "20221399" })]) });
    await drop.lookTwice(watch);
    expect(await drop.report(`done/${KLIENT}`)).toMatchObject({ quarantined: 1, quarantinedRows: [{ line: 4, column: "avliden", reason: "BAD_DATE" }] });
  });

  test("calls another provider's order one that does not exist", async () => {
    await city.deliver({
      ...NIGHT, ...extract("UTFOR", "HAL", "20221129", "FULL", ["U1;Ett;PRIVAT;N", "U2;Två;PRIVAT;N"]),
      ...extract("BESTALL", "HAL", "20221129", "FULL", ["700;220;U1;20220101;20220101;;20", "701;221;U2;20220101;20220101;;20"]),
    });
    await drop.put({ "GPLAN_U1_20221130.csv": "bestnr;upprattad;mottagen;deltagit;mal;signatur\n700;2022-11-20;;ja;2;X\n701;2022-11-20;;ja;2;X\n999;2022-11-20;;ja;2;X\n" });
    await drop.lookTwice(watch);
    expect((await drop.report("done/GPLAN_U1_20221130.csv")).quarantinedRows).toEqual([
      { line: 3, column: "bestnr", reason: "UNKNOWN_REFERENCE" }, { line: 4, column: "bestnr", reason: "UNKNOWN_REFERENCE" },
    ]);
    expect(await city.dataSource.query("SELECT line, reason FROM rejected_row ORDER BY line")).toEqual([
      { line: 3, reason: "NOT_YOUR_ORDER" }, { line: 4, reason: "UNKNOWN_REFERENCE" },
    ]);
  });
});

test("a file never takes another one's place", async () => {
  for (const unit of ["Äldre", "Äldre 2", "Äldre 3"]) {
    await drop.put(extract("ENHET", "HAL", "20221129", "FULL", [`HALAO1;${unit};HAL;AO;20070101;;`]));
    await drop.lookTwice(watch);
  }
  expect(await drop.files()).toEqual(["done/SOSYS_ENHET_HAL_20221129.2.TXT", "done/SOSYS_ENHET_HAL_20221129.3.TXT", "done/SOSYS_ENHET_HAL_20221129.TXT"]);
});

test("two files of one name come out as two", async () => {
  const other = extractBytes("ENHET", "HAL", "20221129", "FULL", ["HALAO1;Annan;HAL;AO;20070101;;"]);
  await drop.put({ ...ENHET_29, "again/SOSYS_ENHET_HAL_20221129.TXT": other });
  await drop.lookTwice(watch);
  expect(await loads()).toEqual(["ENHET LOADED", "ENHET LOADED"]);
  expect(await drop.files()).toEqual(["done/SOSYS_ENHET_HAL_20221129.2.TXT", "done/SOSYS_ENHET_HAL_20221129.TXT"]);
});

test("what was loaded before it could be moved is met again as unchanged", async () => {
  await city.deliver(NIGHT);
  await drop.put(NIGHT);
  await drop.lookTwice(watch);
  expect((await loads()).slice(3)).toEqual(["ENHET UNCHANGED", "KLIENT UNCHANGED", "BESLUT UNCHANGED"]);
  expect((await drop.files()).every((path) => path.startsWith("done/"))).toBe(true);
});

test("of two gateways at one inbox one loads, and each file is moved once", async () => {
  await drop.put(NIGHT);
  const watches = [drop.watch(), drop.watch(), drop.watch()];
  await drop.lookTwice(...watches);
  await drop.lookTwice(...watches);
  expect(await loads()).toEqual(["ENHET LOADED", "KLIENT LOADED", "BESLUT LOADED"]);
  expect(await drop.files()).toHaveLength(3);
  expect(drop.logged.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});

describe("while a file is loaded", () => {
  /** A loader during whose work something happens to the inbox. */
  function during(happens: () => Promise<void>): Loader {
    return { async run(work, content) {
      const results = await city.loader.run(work, content);
      await happens();
      return results;
    } };
  }

  test("another one that is written over it stays, and comes in by itself", async () => {
    const later = extractBytes("ENHET", "HAL", "20221129", "FULL", ["HALAO1;Ny;HAL;AO;20070101;;", "HALAO2;Ny;HAL;AO;20070101;;"]);
    let first = true;
    watch = drop.watch(during(async () => {
      if (first) await writeFile(join(drop.folder, "SOSYS_ENHET_HAL_20221129.TXT"), later);
      first = false;
    }));
    await drop.put(ENHET_29);
    await drop.lookTwice(watch);
    expect(await drop.files()).toEqual(["SOSYS_ENHET_HAL_20221129.TXT"]);
    await drop.lookTwice(watch);
    expect(await loads()).toEqual(["ENHET LOADED", "ENHET LOADED"]);
    expect(await drop.files()).toEqual(["done/SOSYS_ENHET_HAL_20221129.TXT"]);
  });

  test("it may be taken away, which hurts nobody", async () => {
    watch = drop.watch(during(() => unlink(join(drop.folder, "SOSYS_ENHET_HAL_20221129.TXT"))));
    await drop.put(ENHET_29);
    await drop.lookTwice(watch);
    expect(await loads()).toEqual(["ENHET LOADED"]);
    expect(await drop.files()).toEqual([]);
    expect(drop.logged.join("")).toContain("changed or taken away while it was loaded");
  });
});

describe("a load that fails", () => {
  /** A loader that can't do with one of the files. */
  function failingWith(name: string): Loader {
    return { run: (work, content) => work.kind === "INBOX" && work.paths.some((path) => path.endsWith(name))
      ? Promise.reject(new LoadWorkError("FAILED", "The loader ended without a word (SIGSEGV)."))
      : city.loader.run(work, content) };
  }

  test("leaves the files, and then loads them one by one, so that one of them does not hold up the others", async () => {
    watch = drop.watch(failingWith(KLIENT));
    await drop.put(NIGHT);
    await drop.lookTwice(watch);
    expect(await drop.files()).toHaveLength(3);
    await drop.look(watch);
    expect(await loads()).toEqual(["ENHET LOADED", "BESLUT LOADED"]);
    expect(await drop.files()).toContain(KLIENT);
  });

  test("is tried again later, and then less and less often", async () => {
    let tries = 0;
    watch = drop.watch({ run: () => {
      tries += 1;
      return Promise.reject(new LoadWorkError("FAILED", "no"));
    } });
    await drop.put(ENHET_29);
    await drop.lookTwice(watch);
    await drop.look(watch);
    expect(tries).toBe(1);
    await drop.later(2_000, watch);
    expect(tries).toBe(2);
    await drop.later(2_000, watch);
    expect(tries).toBe(2);
    await drop.later(2_000, watch);
    expect(tries).toBe(3);
  });

  test("is tried again at once when the file is another one", async () => {
    watch = drop.watch(failingWith("none"));
    const broken = drop.watch(failingWith("SOSYS_ENHET_HAL_20221129.TXT"));
    await drop.put(ENHET_29);
    await drop.lookTwice(broken);
    await drop.put({ "SOSYS_ENHET_HAL_20221129.TXT": extractBytes("ENHET", "HAL", "20221129", "FULL", []) });
    await drop.lookTwice(watch);
    expect(await loads()).toEqual(["ENHET LOADED"]);
  });

  test("because the gateway stops is no failure", async () => {
    watch = drop.watch({ run: () => Promise.reject(new LoadWorkError("STOPPED", "The gateway is stopping.")) });
    await drop.put(NIGHT);
    await drop.lookTwice(watch);
    expect(drop.logged).toEqual([]);
    expect(await drop.files()).toHaveLength(3);
  });
});

test("a folder that is away is told once, and read again when it is back", async () => {
  await rename(drop.folder, `${drop.folder}.away`);
  await drop.look(watch);
  await drop.look(watch);
  expect(drop.logged.filter((line) => line.includes("can't be read"))).toHaveLength(1);
  await rename(`${drop.folder}.away`, drop.folder);
  await drop.put(ENHET_29);
  await drop.lookTwice(watch);
  expect(await loads()).toEqual(["ENHET LOADED"]);
});

test("nothing that stands in a file comes into the log, nor a name that somebody made up", async () => {
  await drop.put({ ...NIGHT, ...extract("KLIENT", "SKH", "20221129", "FULL", [clientRow("777777-7", UNIT, { fornamn: "Hemlig", avliden: "x" })]), "Hemlig.txt": "Hemlig" });
  await drop.lookTwice(watch);
  expect(drop.logged.join("")).not.toMatch(/Hemlig|777777-7|194904089994/);
  expect(drop.logged).toHaveLength(5);
});
