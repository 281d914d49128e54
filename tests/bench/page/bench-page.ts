import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import type { BrowserContext, Frame, Page } from "playwright-core";
import { projectRoot } from "../../../gateway/project-root.js";
import { launchChromium } from "../../browser/chromium.js";
import { type PageServer, type ServedPage, servePages } from "../../browser/page-server.js";
import { startStubGateway, type StubGateway } from "../../browser/stub-gateway.js";
import { openStubbedBrowser } from "../../browser/stubbed-browser.js";
import { type LegacySystem, startLegacySystem } from "../../legacy-system/server.js";
import { decodeWindows1252 } from "../../legacy-system/windows-1252.js";
import { limitsOf, type MeasuredList, type MeasuredPage, type Requests } from "./page-limits.js";
import { idleWork, type PageRecord, recordFrames, recordOf, traceThread } from "./page-probe.js";

/*
 * npm run bench:page: what the overlay costs on a list of 735 rows, beside the same list without the extension. Prints one
 * JSON object; each number is the median of rounds in which both take turns. Its "limits" say of each figure what it may be;
 * when one is over, it is named on stderr and the exit status is 3. --out FILE, --rounds N, --idle SECONDS.
 * Tasks under 50 ms are 0: that is where browsers begin to tell of them. On a busy machine read the numbers by the
 * processor's clock (cpuMs), which do not count the time in which the browser had to wait for its turn.
 */
const EXTENSION = join(projectRoot(), "extension/build/chrome-mv3-prod");
const ROWS = 735;
/** The gateway answers when the page's own work is long done, so that what comes after is ours. */
const GATEWAY_DELAY_MS = 1_500;
const SETTLED_AFTER_MS = 600;

const { values: options } = parseArgs({ options: { out: { type: "string" }, rounds: { type: "string", default: "3" }, idle: { type: "string", default: "10" } } });

interface World {
  readonly gateway: StubGateway;
  readonly server: PageServer;
  readonly with: BrowserContext;
  readonly without: BrowserContext;
}

type Family = "paraply" | "vardweb";

/** Opens the whole list of a family; answers the page, and the frame that shows it. */
async function openList({ server }: World, context: BrowserContext, family: Family, throttling: number): Promise<{ page: Page; frame: Frame }> {
  const page = await context.newPage();
  await recordFrames(page);
  const cdp = await context.newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: throttling });
  if (family === "paraply") {
    await page.goto(`${server.url}/paraply/`, { waitUntil: "load" });
    return { page, frame: page.frame({ name: "main" })! };
  }
  await page.goto(`${server.url}/vardweb/KlientLista.aspx`, { waitUntil: "load" });
  return { page, frame: page.mainFrame() };
}

async function settled(frame: Frame, hasBadges: boolean): Promise<PageRecord> {
  if (hasBadges) await frame.waitForFunction((count) => document.querySelectorAll("overblick-badge").length >= count, ROWS, { timeout: 60_000 });
  await frame.waitForTimeout(hasBadges ? SETTLED_AFTER_MS : GATEWAY_DELAY_MS / 2 + SETTLED_AFTER_MS);
  return recordOf(frame);
}

/** The longest task in a part of a page's life, 0 when none is over 50 ms, which is where browsers begin to tell. */
function longest({ longTasks }: PageRecord, from: number, to = Infinity): number {
  return Math.max(0, ...longTasks.filter(({ at }) => at >= from && at < to).map(({ ms }) => ms));
}

/** What moved while something of ours was there, and before. Whether a page moves while it loads is a matter of luck: two loads can't be set off against each other. */
function shiftsOf({ shifts, oursSince }: PageRecord): { ours: number; own: number } {
  const isOurs = (at: number): boolean => oursSince !== null && at >= oursSince;
  const sum = (wanted: boolean): number => shifts.filter(({ at }) => isOurs(at) === wanted).reduce((total, { score }) => total + score, 0);
  return { ours: sum(true), own: sum(false) };
}

interface Round {
  readonly loadingTaskMs: number;
  readonly drawingTaskMs: number;
  readonly drawingTaskCpuMs: number;
  readonly drawingCpuMs: number;
  readonly shiftOurs: number;
  readonly shiftOwn: number;
  readonly idleMs: number;
  readonly badgesAfterAnswerMs: number;
  readonly requests: number;
}

async function round(world: World, family: Family, throttling: number, hasExtension: boolean, idleSeconds: number): Promise<Round> {
  const context = hasExtension ? world.with : world.without;
  world.gateway.clear();
  const { page, frame } = await openList(world, context, family, throttling);
  // From here on the page itself is done, and the gateway has not answered yet.
  await frame.waitForTimeout(GATEWAY_DELAY_MS / 2);
  const stopTrace = await traceThread(await context.newCDPSession(page));
  const record = await settled(frame, hasExtension);
  const work = await stopTrace();
  const answeredAt = Math.max(...world.gateway.asked.map((asked) => asked.answeredAt));
  const idleMs = idleSeconds > 0 ? await idleWork(await context.newCDPSession(page), page, idleSeconds * 1000) : 0;
  await page.close();
  const done = record.loadedAt + GATEWAY_DELAY_MS / 2;
  return {
    loadingTaskMs: longest(record, hasExtension ? record.parsedAt : 0, done),
    drawingTaskMs: longest(record, done),
    drawingTaskCpuMs: work.longestTaskMs,
    drawingCpuMs: work.totalMs,
    shiftOurs: shiftsOf(record).ours,
    shiftOwn: shiftsOf(record).own,
    idleMs,
    badgesAfterAnswerMs: hasExtension ? (record.lastBadgeAt ?? Infinity) - answeredAt : 0,
    requests: world.gateway.asked.length,
  };
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

const whole = (ms: number): number => Math.round(ms * 10) / 10;

async function measure(world: World, family: Family, throttling: number, idleSeconds: number): Promise<MeasuredList> {
  const rounds: { with: Round; without: Round }[] = [];
  for (let index = 0; index < Number(options.rounds); index += 1) {
    rounds.push({ without: await round(world, family, throttling, false, idleSeconds), with: await round(world, family, throttling, true, idleSeconds) });
  }
  const of = (name: keyof Round, side: "with" | "without"): number => median(rounds.map((each) => each[side][name]));
  return {
    drawing: { longestTaskMs: whole(of("drawingTaskMs", "with")), longestTaskCpuMs: whole(of("drawingTaskCpuMs", "with")), cpuMs: whole(of("drawingCpuMs", "with")) },
    loading: { longestTaskMs: whole(of("loadingTaskMs", "with")), withoutMs: whole(of("loadingTaskMs", "without")) },
    layoutShift: { added: Number(of("shiftOurs", "with").toFixed(4)), without: Number(of("shiftOwn", "without").toFixed(4)) },
    ...(idleSeconds > 0 && { idle: { seconds: idleSeconds, mainThreadMs: whole(of("idleMs", "with")), withoutMs: whole(of("idleMs", "without")) } }),
    badgesAfterAnswerMs: whole(of("badgesAfterAnswerMs", "with")),
    requests: { keys: ROWS, asked: of("requests", "with"), most: Math.ceil(ROWS / 200) },
  };
}

/** Four frames that show different quarters of the list, and four that show all of it. */
async function measureFrames(world: World, query: string): Promise<Requests> {
  world.gateway.clear();
  const page = await world.with.newPage();
  await page.goto(`${world.server.url}/four?${query}`, { waitUntil: "load" });
  for (const frame of page.frames().slice(1)) {
    await frame.waitForFunction(() => {
      const rows = document.querySelectorAll("tr:is(.gvRad, .gvAltRad)").length;
      return rows > 0 && document.querySelectorAll("overblick-badge").length >= rows;
    }, undefined, { timeout: 60_000 });
  }
  await page.close();
  const keys = new Set(world.gateway.asked.flatMap((asked) => asked.keys));
  return { keys: keys.size, asked: world.gateway.asked.length, most: Math.ceil(keys.size / 200) };
}

/** The pages of the stand-in, fetched once; whoever measures must not wait for it. */
interface Pages {
  readonly lists: Readonly<Record<Family, string>>;
  readonly files: ReadonlyMap<string, ServedPage>;
}

const ROW: Readonly<Record<Family, RegExp>> = {
  paraply: /<tr(?: class="jamn")?>\n<td align="center"><input[\s\S]*?<\/tr>\n/g,
  vardweb: /<tr class="gv(?:Alt)?Rad">[\s\S]*?<\/tr>\n/g,
};

async function fetchPages(): Promise<Pages> {
  const legacy = await startLegacySystem({ folders: ["night1", "night2"].map((night) => join(projectRoot(), "tests/samples/hal-2022-11", night)), clients: ROWS });
  const paraply = decodeWindows1252(new Uint8Array(await (await fetch(`${legacy.url}/paraply/klient/lista?antal=alla`)).arrayBuffer()));
  const files = await Promise.all(["/paraply/stil.css", "/paraply/bild/akt.gif", "/vardweb/ScriptResource.axd", "/vardweb/App_Themes/Bla/Stil.css"].map(async (path): Promise<[string, ServedPage]> => {
    const response = await fetch(`${legacy.url}${path}`);
    return [path, { body: Buffer.from(await response.arrayBuffer()), headers: { "content-type": response.headers.get("content-type") ?? "text/plain" } }];
  }));
  const lists = { paraply, vardweb: await wholeVardweb(legacy) };
  await legacy.close();
  return { lists, files: new Map(files) };
}

/** The second family shows all rows when it is asked to by a postback. */
async function wholeVardweb(legacy: LegacySystem): Promise<string> {
  const address = `${legacy.url}/vardweb/KlientLista.aspx`;
  const html = await (await fetch(address)).text();
  const field = (name: string): string => new RegExp(`name="([^"]*${name})"`).exec(html)?.[1] ?? name;
  const state = /id="__VIEWSTATE" value="([^"]*)"/.exec(html)?.[1] ?? "";
  const form = new URLSearchParams({ __EVENTTARGET: field("ddlAntal"), __EVENTARGUMENT: "", __VIEWSTATE: state, [field("ddlAntal")]: "alla" });
  return (await fetch(address, { method: "POST", body: form })).text();
}

/** A list with all rows, or a quarter of them, and numbers of its own: the worker keeps answers for some seconds. */
function listPage({ lists }: Pages, family: Family, turn: number, quarter: string | null): ServedPage {
  const html = lists[family];
  const rows = html.match(ROW[family]) ?? [];
  const size = Math.ceil(rows.length / 4);
  const shown = quarter === null ? rows : rows.slice(Number(quarter) * size, (Number(quarter) + 1) * size);
  const own = shown.map((row) => row.replace(/([="'>])\d(\d{5}-\d)/g, `$1${turn % 10}$2`));
  return { body: html.replace(rows.join(""), own.join("")).replace("charset=iso-8859-1", "charset=utf-8") };
}

/** Serves the lists, each time one is opened with numbers that nobody has asked for in a while. */
async function serveLists(pages: Pages): Promise<PageServer> {
  let turn = 0;
  return servePages(({ pathname, searchParams }) => {
    const quarter = searchParams.get("quarter");
    switch (pathname) {
      case "/paraply/":
        return { body: '<frameset rows="46,*"><frame name="topp" src="/empty"><frame name="main" src="/paraply/klient/lista"></frameset>' };
      case "/four":
        turn += 1;
        return { body: `<frameset rows="25%,25%,25%,25%">${[0, 1, 2, 3].map((each) => `<frame src="/vardweb/KlientLista.aspx?same${searchParams.has("quarters") ? `&quarter=${each}` : ""}">`).join("")}</frameset>` };
      case "/paraply/klient/lista":
        return listPage(pages, "paraply", (turn += 1), null);
      case "/vardweb/KlientLista.aspx":
        return listPage(pages, "vardweb", searchParams.has("same") ? turn : (turn += 1), quarter);
      case "/empty":
        return { body: "<p></p>" };
      default:
        return pages.files.get(pathname) ?? null;
    }
  });
}

async function openWorld(): Promise<World> {
  const server = await serveLists(await fetchPages());
  const gateway = await startStubGateway(undefined, GATEWAY_DELAY_MS);
  return { gateway, server, with: await openStubbedBrowser(EXTENSION, gateway.url), without: await launchChromium() };
}

function contentScriptBytes(): number {
  const { content_scripts: scripts } = JSON.parse(readFileSync(join(EXTENSION, "manifest.json"), "utf8")) as { content_scripts: { js: string[] }[] };
  return scripts.flatMap(({ js }) => js).reduce((sum, file) => sum + gzipSync(readFileSync(join(EXTENSION, file))).length, 0);
}

async function run(): Promise<MeasuredPage> {
  const world = await openWorld();
  try {
    const idle = Number(options.idle);
    return {
      paraply: await measure(world, "paraply", 1, idle),
      vardweb: await measure(world, "vardweb", 1, idle),
      throttledFourfold: { paraply: await measure(world, "paraply", 4, 0), vardweb: await measure(world, "vardweb", 4, 0) },
      fourFrames: { sameList: await measureFrames(world, "same"), quarters: await measureFrames(world, "quarters") },
      contentScript: { gzipBytes: contentScriptBytes() },
    };
  } finally {
    await Promise.all([world.with.close(), world.without.close()]);
    await Promise.all([world.server.close(), world.gateway.close()]);
  }
}

const measured = await run();
const limits = limitsOf(measured);
const result = JSON.stringify({ rows: ROWS, ...measured, limits }, null, 2);
if (options.out === undefined) process.stdout.write(`${result}\n`);
else writeFileSync(options.out, `${result}\n`);
for (const { what, is, most } of limits) {
  if (is <= most) continue;
  process.stderr.write(`Over its limit: ${what}: ${is}, ${most} at most\n`);
  process.exitCode = 3;
}
