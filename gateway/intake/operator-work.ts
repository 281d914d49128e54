import type { DataSource } from "typeorm";
import { requireRole } from "../access/operations.js";
import type { Viewer } from "../access/viewer.js";
import { ifNoOtherLoader } from "../database/session.js";
import { dismissRow } from "../loading/operator-actions.js";
import { findLoad, type ListedLoad } from "../loading/query-loads.js";
import { RequestError } from "../request-error.js";
import { failureOf, type Loader, LoadWorkError } from "./load-work.js";

/** What the work of operators is done with. */
export interface OperatorTools {
  readonly dataSource: DataSource;
  readonly loader: Loader;
}

const RETRY_AFTER_SECONDS = 60;

/**
 * Loads a held file and what waits for it.
 * @param id of the load that it was held in
 * @returns the load that came of it, which may be held again for another reason
 * @throws RequestError FORBIDDEN; BAD_USER_INPUT when nothing is held there; RATE_LIMITED while another load is at work
 */
export async function acceptHeldLoad({ dataSource, loader }: OperatorTools, viewer: Viewer, id: string): Promise<ListedLoad> {
  requireRole(viewer, "acceptLoad");
  const load = loadNumber(id);
  const [result] = await orRefused(loader.run({ kind: "ACCEPT", load, by: viewer.subject }));
  return known(dataSource, result?.load ?? load);
}

/**
 * Reads the rows again that a load has in quarantine. @returns the load as it is then
 * @throws RequestError FORBIDDEN; NOT_FOUND; RATE_LIMITED while another load is at work
 */
export async function retryRejectedRows({ dataSource, loader }: OperatorTools, viewer: Viewer, id: string): Promise<ListedLoad> {
  requireRole(viewer, "retryLoad");
  const load = loadNumber(id);
  await orRefused(loader.run({ kind: "RETRY", load, by: viewer.subject }));
  return known(dataSource, load);
}

/**
 * Takes a row out of quarantine for good. @returns the load that it came in
 * @throws RequestError FORBIDDEN; NOT_FOUND; RATE_LIMITED while a load is at work
 */
export async function dismissRejectedRow({ dataSource }: OperatorTools, viewer: Viewer, id: string): Promise<ListedLoad> {
  requireRole(viewer, "dismissRejectedRow");
  if (!/^\d{1,18}$/.test(id)) throw new RequestError("BAD_USER_INPUT", "id is not the id of a row in quarantine.");
  const load = await orRefused(ifNoOtherLoader(dataSource, (session) => dismissRow(session, id, viewer.subject)));
  if (load === null) throw busy();
  return known(dataSource, load);
}

function loadNumber(id: string): number {
  if (!/^\d{1,9}$/.test(id)) throw new RequestError("BAD_USER_INPUT", "id is not the id of a load.");
  return Number(id);
}

async function known(dataSource: DataSource, id: number): Promise<ListedLoad> {
  const load = await findLoad(dataSource, id);
  if (load === null) throw new Error("LOAD_MISSING: a load is not there any more");
  return load;
}

/** Tells whoever asked what the loader says. */
async function orRefused<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    const failure = error instanceof LoadWorkError ? error : failureOf(error);
    switch (failure?.code) {
      case "NOT_FOUND":
        throw new RequestError("NOT_FOUND", failure.message);
      case "NOT_HELD":
        throw new RequestError("BAD_USER_INPUT", failure.message);
      case "LOADER_BUSY":
      case "STOPPED":
        throw busy();
      default:
        throw error;
    }
  }
}

function busy(): RequestError {
  return new RequestError("RATE_LIMITED", "Another load is at work: try again when it is through.", { retryAfter: RETRY_AFTER_SECONDS });
}
