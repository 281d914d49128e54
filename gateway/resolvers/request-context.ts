import type { DataSource } from "typeorm";
import type { KeyRing } from "../access/keys.js";
import type { PersonReads } from "../access/person-reads.js";
import type { Viewer } from "../access/viewer.js";
import type { Loader } from "../intake/load-work.js";
import type { PageCounts } from "../observability/page-counts.js";
import type { PageAdapterFile } from "../pages/adapters.js";
import type { Catalogue } from "../rules/catalogue.js";

/** What every resolver is given. */
export interface RequestContext {
  readonly viewer: Viewer;
  /** Name of the trusted operation that is asked; null: the caller's own text. */
  readonly trustedOperation: string | null;
  /** Today's calendar date, `YYYY-MM-DD`. */
  readonly today: string;
  readonly dataSource: DataSource;
  /** Where every resolver that tells of persons notes whom. */
  readonly reads: PersonReads;
  readonly catalogue: Catalogue;
  /** For finding persons by their numbers. */
  readonly ring: KeyRing;
  readonly adapters: readonly PageAdapterFile[];
  /** Does what operators want loaded. */
  readonly loader: Loader;
  /** Where overlays tell how pages are understood. */
  readonly pageCounts: PageCounts;
}
