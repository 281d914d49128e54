import type { DataSource } from "typeorm";
import type { Viewer } from "../access/viewer.js";
import type { PageAdapterFile } from "../pages/adapters.js";
import type { Catalogue } from "../rules/catalogue.js";

/** What every resolver is given. */
export interface RequestContext {
  readonly viewer: Viewer;
  /** Today's calendar date, `YYYY-MM-DD`. */
  readonly today: string;
  readonly dataSource: DataSource;
  readonly catalogue: Catalogue;
  readonly adapters: readonly PageAdapterFile[];
}
