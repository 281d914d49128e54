import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { CitySize } from "./city-size.js";
import {
  CASEWORKER_COLUMNS, caseworkerLine, CLIENT_COLUMNS, clientLine, PROVIDER_COLUMNS, providerLine, UNIT_COLUMNS, unitLine,
} from "./clients.js";
import {
  DECISION_COLUMNS, FOLLOW_UP_COLUMNS, followUpLine, INVESTIGATION_COLUMNS, investigationLine, ORDER_COLUMNS, orderLine, PLAN_COLUMNS,
  planLine,
} from "./decisions.js";
import { type ExtractFile, writeExtract } from "./extract-file.js";
import { decisionLines, nextNightsDecisionLines } from "./faulty-decisions.js";
import { FIRST_NIGHT, SECOND_NIGHT } from "./nights.js";

/** A city's files, as contract 1 delivers them: one district, two nights. */
export interface CityFiles {
  /** Folder with what decisions refer to: units, caseworkers, providers, clients, investigations. */
  readonly before: string;
  /** The decisions of the first night. */
  readonly decisions: string;
  /** The decisions of the second night, one in a hundred of them another. */
  readonly nextNightsDecisions: string;
  /** Folder with what refers to decisions: orders, plans, follow-ups. */
  readonly after: string;
}

/** Writes the files of a city into the folder: the same bytes for the same size, each time. */
export async function writeCity(folder: string, size: CitySize): Promise<CityFiles> {
  const before = join(folder, "before");
  const after = join(folder, "after");
  for (const each of [before, after]) await mkdir(each);
  const write = (into: string, type: string, columns: string, lines: Iterable<string>, date = FIRST_NIGHT): Promise<string> =>
    writeExtract(into, { type, district: "HAL", date, columns, lines } satisfies ExtractFile);
  await write(before, "ENHET", UNIT_COLUMNS, count(size.units, unitLine));
  await write(before, "HANDL", CASEWORKER_COLUMNS, count(size.caseworkers, (at) => caseworkerLine(at, size)));
  await write(before, "UTFOR", PROVIDER_COLUMNS, count(size.providers, providerLine));
  await write(before, "KLIENT", CLIENT_COLUMNS, count(size.clients, (at) => clientLine(at, size)));
  await write(before, "UTREDN", INVESTIGATION_COLUMNS, count(size.investigations, (at) => investigationLine(at, size)));
  const decisions = await write(folder, "BESLUT", DECISION_COLUMNS, decisionLines(size));
  const nextNightsDecisions = await write(folder, "BESLUT", DECISION_COLUMNS, nextNightsDecisionLines(size), SECOND_NIGHT);
  await write(after, "BESTALL", ORDER_COLUMNS, count(size.orders, (at) => orderLine(at, size)));
  await write(after, "PLAN", PLAN_COLUMNS, count(size.plans, (at) => planLine(at, size)));
  await write(after, "UPPF", FOLLOW_UP_COLUMNS, count(size.followUps, (at) => followUpLine(at, size)));
  return { before, decisions, nextNightsDecisions, after };
}

function* count(rows: number, line: (row: number) => string): Iterable<string> {
  for (let row = 0; row < rows; row += 1) yield line(row);
}
