import { budget } from "./budget-files/budget.js";
import { iplan } from "./budget-files/iplan.js";
import { lssniva } from "./budget-files/lssniva.js";
import { prislista } from "./budget-files/prislista.js";
import { sie } from "./budget-files/sie.js";
import { vardfil } from "./budget-files/vardfil.js";
import { beslut } from "./legacy-extract/beslut.js";
import { bestall } from "./legacy-extract/bestall.js";
import { enhet } from "./legacy-extract/enhet.js";
import { handl } from "./legacy-extract/handl.js";
import { klient } from "./legacy-extract/klient.js";
import { plan } from "./legacy-extract/plan.js";
import { uppf } from "./legacy-extract/uppf.js";
import { utfor } from "./legacy-extract/utfor.js";
import { utredn } from "./legacy-extract/utredn.js";
import { avvik } from "./provider-reports/avvik.js";
import { gplan } from "./provider-reports/gplan.js";
import { jour } from "./provider-reports/jour.js";
import { synp } from "./provider-reports/synp.js";
import type { FileIdentity, SourceType } from "./source-type.js";

/** Every file type that can be loaded, in the order in which a night's files are loaded (contract 1, "Delivery"). */
export const ALL_SOURCES: readonly SourceType[] = [
  enhet, handl, utfor, klient, utredn, beslut, bestall, plan, uppf,
  gplan, avvik, jour, synp,
  lssniva, prislista, budget, sie, vardfil, iplan,
];

/** A file that a source knows by its name. */
export interface RecognisedFile {
  readonly source: SourceType;
  readonly identity: FileIdentity;
  /** Whether its name has a date. */
  readonly dated: boolean;
}

/**
 * Which source a file belongs to, by its name alone; null when none knows it.
 * @param today the day of the load, from which the facts of a file without a date in its name are known
 */
export function recognise(fileName: string, today: string): RecognisedFile | null {
  for (const source of ALL_SOURCES) {
    const name = source.recognise(fileName);
    if (name) return { source, dated: name.date !== null, identity: { ...name, date: name.date ?? today } };
  }
  return null;
}
