import { existsSync } from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { SavedReading, SavedRow } from "../../extension/pages/saved-reading.js";
import { adapterAdvice, type AdapterWeakness } from "../../schema/adapter/check-adapter.js";
import { adapterFiles, loadPageAdapters, openAdapterCheck, ownPagesFolder, readAdapterFile } from "../pages/adapters.js";

/*
 * npm run pages -- check [FILE...]: what is wrong with adapter files, by file and line, and what to think of; without FILE
 * those that come with the project and those of PAGES_DIR.
 * npm run pages -- test FILE.html [--adapter SYSTEM] [--url ADDRESS] [--frame NAME]: how adapters read a saved page, in
 * Chromium: rows, keys and places. Its scripts don't run, and nothing is sent.
 * Exit 0; 1 when an adapter has a fault or the page is not recognised; 2 when it was called in a wrong way.
 */
const USAGE = `Usage:
  npm run pages -- check [FILE...]
  npm run pages -- test FILE.html [--adapter SYSTEM] [--url ADDRESS] [--frame NAME]`;

const ADVICE: Readonly<Record<AdapterWeakness, string>> = {
  POSITION: "finds by position: after a column has moved it finds something else. A header's text (column) moves along",
  NO_PATTERN: "finds a file number by position, without a pattern: say how the numbers are written, as in ^(\\d{6}-\\d)$, so that no other number is taken for one",
  NO_FILE_NUMBER: "never finds a case: a draft is checked by its file number. Read that, and as: fileNumber",
  UNKNOWN_CODE: "is a code that contract 1 does not have: no draft with it can be checked",
  COUNTED_NAME: "holds a name that is counted out anew at each load: use its end, as in [id$='_gvKlienter']",
  LONG: "is long: it describes how the page is built, and ends when that changes",
};

const write = (text: string): void => void process.stdout.write(`${text}\n`);

/** Short where it can be. */
function shown(file: string): string {
  const near = relative(process.cwd(), file);
  return near.startsWith("..") || isAbsolute(near) ? file : near;
}

function folders(): string[] {
  const further = process.env["PAGES_DIR"];
  return [ownPagesFolder(), ...(further ? [resolve(further)] : [])];
}

function check(named: readonly string[]): number {
  const files = named.length > 0 ? named.map((file) => resolve(file)) : folders().flatMap(adapterFiles);
  const checkAdapter = openAdapterCheck();
  let faulty = 0;
  for (const file of files) {
    const { adapter, faults, line } = readAdapterFile(file, checkAdapter);
    for (const fault of faults) write(`${shown(file)}:${fault.line}: ${fault.message}`);
    if (adapter === null) faulty += 1;
    else for (const { path, weakness } of adapterAdvice(adapter.content)) write(`${shown(file)}:${line(path)}: ${path.join("/")} ${ADVICE[weakness]}`);
  }
  write(`${files.length} ${files.length === 1 ? "adapter" : "adapters"}, ${faulty} with faults`);
  return faulty === 0 ? 0 : 1;
}

interface TestOptions {
  readonly adapter?: string;
  readonly url?: string;
  readonly frame?: string;
}

async function test(file: string, { adapter, url, frame }: TestOptions): Promise<number> {
  const { adapters, faults } = loadPageAdapters(folders());
  for (const fault of faults) process.stderr.write(`${shown(fault.file)}:${fault.line}: ${fault.message}\n`);
  const taken = adapters.filter(({ system }) => adapter === undefined || system === adapter);
  if (taken.length === 0) return misused(`No adapter of the system ${adapter}. There are: ${adapters.map(({ system }) => system).join(", ")}.`);
  if (!existsSync(file)) return misused(`${file} is not there.`);
  if (url !== undefined && !URL.canParse(url)) return misused(`${url} is no address such as https://sosys.example.se/klient/lista.`);
  // Chromium is a development package: whoever only checks files needs none.
  const { readSavedPage } = await import("../../tests/browser/read-saved-page.js");
  const { from, readings } = await readSavedPage({ file: resolve(file), url: url ?? null, frame: frame ?? null }, taken.map(({ content }) => content));
  write(from.url === null ? "The file does not say where it was saved from: addresses and hosts are not looked at. --url names it." : `Saved from ${from.url}`);
  for (const reading of readings) tell(reading);
  if (readings.length === 0) write("No page of the adapters is recognised.");
  return readings.some(({ rows }) => rows.some(({ key }) => key !== null)) ? 0 : 1;
}

function tell({ system, page, kind, rows, fields }: SavedReading): void {
  const count = (has: (row: SavedRow) => boolean): number => rows.filter(has).length;
  write(`\n${system} ${page} (${kind}): ${rows.length} rows, ${count(({ key }) => key !== null)} with a key, ${count(({ place }) => place !== null)} with a place`);
  rows.forEach(({ key, doubt, place }, index) => write(`${String(index + 1).padStart(5)}  ${(key ?? `– ${doubt}`).padEnd(28)}  ${place ?? "–"}`));
  for (const [name, state] of Object.entries(fields)) write(`       ${name}: ${state}`);
}

function misused(message: string): number {
  process.stderr.write(`${message}\n\n${USAGE}\n`);
  return 2;
}

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { adapter: { type: "string" }, url: { type: "string" }, frame: { type: "string" } },
  });
  const [what, file, ...more] = positionals;
  if (what === "check") return check(positionals.slice(1));
  if (what === "test" && file !== undefined && more.length === 0) return test(file, values);
  return misused("What is to be done with pages?");
}

process.exitCode = await run();
