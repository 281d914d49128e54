import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { DataSource } from "typeorm";
import { redirectUri } from "../../tests/browser/signed-in-browser.js";
import { startLegacySystem } from "../../tests/legacy-system/server.js";
import { AUDIENCE, EXTENSION_CLIENT, startOidcIssuer } from "../../tests/oidc-issuer/issuer.js";
import { DEMO_PEOPLE } from "../../tests/oidc-issuer/people.js";
import { SealingJob } from "../access/access-log-sealing.js";
import { OWN_CLAIMS } from "../access/claim-mapping.js";
import type { KeyRing } from "../access/keys.js";
import { openKeyRing } from "../access/own-keys.js";
import { SealFile } from "../access/seal-file.js";
import { type Configuration, ConfigurationError, readConfiguration, today } from "../configuration.js";
import { DatabaseUnavailableError } from "../database/database-unavailable.js";
import { openDatabase } from "../database/open-database.js";
import { openDatabaseServer } from "../database/server.js";
import { SeparateLoader } from "../intake/separate-loader.js";
import { ingest } from "../loading/ingest.js";
import { createLog, type Log } from "../log.js";
import { projectRoot } from "../project-root.js";
import { loadCatalogue } from "../rules/catalogue.js";
import { startGateway } from "../server.js";
import { findingTable } from "./demo-findings.js";
import { DemoError, openDemoBrowser } from "./demo-browser.js";
import { listenFault } from "./listen-fault.js";

/*
 * npm start: the demo. An embedded database with the sample loaded, an issuer to sign in at, the gateway, and the stand-in
 * case system; prints what to open. npm start -- --browser opens Chromium with the extension signed in. Runs until Ctrl-C.
 */
const DEMO_DAY = "2022-11-30";
const DEMO_USER = "NIHA13";

const write = (text: string): void => void process.stdout.write(`${text}\n`);

async function run(withBrowser: boolean): Promise<void> {
  refuseRealCity(process.env);
  const configuration = readConfiguration({ TODAY: DEMO_DAY, LOG_LEVEL: "warn", ...process.env });
  const log = createLog(configuration);
  const stopped = stopSignal();
  buildExtension();
  write("Starting the database …");
  const server = await openDatabaseServer(configuration, log);
  const closing: (() => Promise<unknown>)[] = [() => server.close()];
  try {
    const dataSource = await openDatabase(server);
    closing.unshift(() => dataSource.destroy());
    const sealing = SealingJob.start({ dataSource, file: new SealFile(configuration.sealFile), log });
    closing.unshift(() => sealing.stop());
    await loadSample(configuration, dataSource, await openKeyRing(configuration), log);
    const issuer = await startOidcIssuer({ port: besides(configuration, 2), redirectUri: redirectUri(extensionFolder()) });
    closing.unshift(() => issuer.close());
    const loader = new SeparateLoader({ TODAY: DEMO_DAY, LOG_LEVEL: "warn", ...process.env });
    closing.unshift(() => loader.stop());
    const gateway = await startGateway({ configuration: withIssuer(configuration, issuer.url), dataSource, log, loader });
    closing.unshift(() => gateway.close());
    const legacy = await startLegacySystem({ folders: sampleNights(), port: besides(configuration, 1) });
    closing.unshift(() => legacy.close());
    await tell(configuration, dataSource, { gateway: gateway.url, legacy: legacy.url, issuer: issuer.url });
    if (withBrowser) {
      const browser = await openDemoBrowser({ extension: extensionFolder(), gateway: gateway.url, issuer: issuer.url, person: DEMO_USER, page: `${legacy.url}/paraply/` });
      closing.unshift(() => browser.close());
    }
    await stopped;
    write("\nStopping …");
  } finally {
    for (const close of closing) await close();
  }
}

/** The demo loads made-up people: never into a database that somebody else named, never in production. */
function refuseRealCity(environment: NodeJS.ProcessEnv): void {
  if (environment["NODE_ENV"] === "production") throw new DemoError("npm start is the demo and does not run in production: use npm run gateway.");
  const named = ["DATABASE_URL", "APP_DATABASE_URL"].find((variable) => environment[variable]);
  if (named !== undefined) {
    throw new DemoError(`npm start loads made-up people, so it works on its own embedded database alone: unset ${named}, or use npm run gateway.`);
  }
}

/** A port beside the gateway's, or any free one where that is what the gateway takes. */
function besides({ port }: Configuration, steps: number): number {
  return port === 0 ? 0 : port + steps;
}

/** The demo has its own people. Tokens of `npm run token` go on being taken beside them; in production neither works. */
function withIssuer(configuration: Configuration, issuer: string): Configuration {
  return { ...configuration, oidc: { issuer, audience: AUDIENCE, claims: OWN_CLAIMS }, demoTokens: true };
}

function sampleNights(): string[] {
  return ["night1", "night2"].map((night) => join(projectRoot(), "tests/samples/hal-2022-11", night));
}

function extensionFolder(): string {
  return join(projectRoot(), "extension/build/chrome-mv3-prod");
}

/** Built by the same command as `npm run build`, each time: an older build would not know this gateway's operations. */
function buildExtension(): void {
  write("Building the extension …");
  const built = spawnSync("npm", ["run", "--silent", "build:extension"], { cwd: projectRoot(), stdio: ["ignore", "ignore", "inherit"] });
  if (built.status !== 0) throw new DemoError("The extension could not be built: npm run build:extension says why.");
}

async function loadSample(configuration: Configuration, dataSource: DataSource, ring: KeyRing, log: Log): Promise<void> {
  const report = await ingest(
    { dataSource, catalogue: loadCatalogue(), ring, log, today: today(configuration) },
    { paths: [join(projectRoot(), "tests/samples/hal-2022-11")], force: false, accept: [] },
  );
  const count = (status: string): number => report.files.filter((file) => file.status === status).length;
  write(`Sample: ${count("LOADED")} files loaded, ${count("UNCHANGED")} loaded before, ${count("IGNORED")} of types that are not read yet (${report.ms} ms).`);
}

/** Where the parts of the demo answer. */
interface Addresses {
  readonly gateway: string;
  readonly legacy: string;
  readonly issuer: string;
}

async function tell(configuration: Configuration, dataSource: DataSource, { gateway, legacy, issuer }: Addresses): Promise<void> {
  const day = today(configuration);
  write(`\nFindings on ${day}, in the whole district:\n`);
  write(await findingTable(dataSource, day));
  write(`
Open these:
  ${legacy}/paraply/                  the stand-in case system, first generation (frames)
  ${legacy}/vardweb/KlientLista.aspx  its second generation (partial updates)
  ${gateway}/graphql                  the gateway (POST, with a token)

The extension:
  1. chrome://extensions in Chromium or Edge: developer mode on, "Load unpacked", this folder:
     ${extensionFolder()}
  2. its options page: gateway ${gateway}, issuer ${issuer}, client ${EXTENSION_CLIENT}.
     "Logga in" opens the demo's own login page, where one picks a person, without a password:
${DEMO_PEOPLE.map(({ name, viewer, work }) => `       ${viewer.subject}  ${name}, ${work}`).join("\n")}

A token for asking the gateway by hand: npm run --silent token -- --role manager --unit HALAO1 --subject CHEF
Or let the demo open a browser by itself: npm start -- --browser

Ctrl-C stops everything; the data stays in ${configuration.dataDir}.`);
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
}

try {
  const { values } = parseArgs({ options: { browser: { type: "boolean", default: false } } });
  await run(values.browser);
} catch (error) {
  const known = error instanceof ConfigurationError || error instanceof DatabaseUnavailableError || error instanceof DemoError;
  const message = known ? error.message : listenFault(error);
  if (message === null) throw error;
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
