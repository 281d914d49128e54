import type { Adapter } from "../../schema/adapter/adapter.js";
import { hostFits } from "./match.js";

/** Where pages of a case system were last open in this browser. */
export interface SeenSystem {
  readonly system: string;
  /** As the browser vouches for it, such as `https://sosys.example.se`. */
  readonly origin: string;
}

/**
 * The address of a client's page in the case system: where its pages were seen last, else on the first host that an adapter
 * names in full. Null: no adapter tells it. Never on a host that is not the adapter's, whatever was seen.
 */
export function caseAddress(adapters: readonly Adapter[], fileNumber: string, seen: readonly SeenSystem[]): string | null {
  const places = [
    ...seen.flatMap(({ system, origin }) => adapters.filter((adapter) => adapter.system === system).map((adapter) => ({ adapter, origin }))),
    ...adapters.map((adapter) => ({ adapter, origin: namedOrigin(adapter) })),
  ];
  for (const { adapter, origin } of places) {
    const address = origin === null ? null : addressOn(origin, adapter, fileNumber);
    if (address !== null) return address;
  }
  return null;
}

function addressOn(origin: string, { hosts, pages }: Adapter, fileNumber: string): string | null {
  const open = pages.map((page) => (page.kind === "case" ? page.open : undefined)).find((each) => each !== undefined);
  const path = open?.replace("{fileNumber}", () => encodeURIComponent(fileNumber));
  if (path === undefined || !URL.canParse(path, origin)) return null;
  const address = new URL(path, origin);
  return address.origin === origin && hosts.some((host) => hostFits(host, address)) ? address.href : null;
}

/** The origin of the first pattern that stands for one host alone. */
function namedOrigin({ hosts }: Adapter): string | null {
  const named = hosts.map((host) => /^(https?:\/\/[^/*]+)\//.exec(host)?.[1]).find((origin) => origin !== undefined);
  return named === undefined || !URL.canParse(named) ? null : new URL(named).origin;
}
