import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OWN_CLAIMS } from "../../gateway/access/claim-mapping.js";
import { openDemoIssuer } from "../../gateway/access/demo-issuer.js";
import type { Viewer } from "../../gateway/access/viewer.js";
import { readConfiguration } from "../../gateway/configuration.js";
import { createLog } from "../../gateway/log.js";
import { startGateway } from "../../gateway/server.js";
import { openCity, sample } from "../integration/city.js";
import { KEYS } from "../integration/world.js";
import { startLegacySystem } from "../legacy-system/server.js";
import { AUDIENCE, startOidcIssuer } from "../oidc-issuer/issuer.js";
import type { Person } from "../oidc-issuer/people.js";
import { OPEN_EXTENSION } from "./open-roots.js";
import { redirectUri } from "./signed-in-browser.js";

/** The whole way from files to pages: the sample loaded, a gateway on it, and the stand-in case system beside it. */
export interface OverlayWorld {
  readonly gateway: string;
  /** Where the extension signs in. */
  readonly issuer: string;
  /** The stand-in case system on a host that the extension is built for. */
  readonly pages: string;
  /** The same pages on a host that it is not built for. */
  readonly otherHost: string;
  /** A token of the demo's own, for asking beside the extension. */
  token(viewer: Viewer): Promise<string>;
  /** What the gateway says of a key to this viewer. */
  statuses(token: string, fileNumbers: readonly string[]): Promise<Map<string, string>>;
  /** What the extension said that its reads were for, each once, as the access log has it. */
  purposes(): Promise<string[]>;
  /** Runs something while nobody answers at the gateway's address; afterwards the gateway is back at the same one. */
  withoutGateway(run: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** @param people who can sign in; those of the demo if left out @param accessTokenSeconds how long their tokens are valid */
export async function openOverlayWorld(people?: readonly Person[], accessTokenSeconds?: number): Promise<OverlayWorld> {
  const city = await openCity();
  await city.load([sample("hal-2022-11")]);
  const dataDir = await mkdtemp(join(tmpdir(), "overblick-overlay-"));
  const issuer = await startOidcIssuer({ people, accessTokenSeconds, redirectUri: redirectUri(OPEN_EXTENSION) });
  const oidc = { issuer: issuer.url, audience: AUDIENCE, claims: OWN_CLAIMS };
  const environment = readConfiguration({ DATA_DIR: dataDir, PORT: "0", TODAY: "2022-11-30", NODE_ENV: "test", ...KEYS });
  const configuration = { ...environment, oidc, demoTokens: true };
  const start = (port: number): ReturnType<typeof startGateway> =>
    startGateway({ configuration: { ...configuration, port }, dataSource: city.dataSource, loader: city.loader, log: createLog({ logLevel: "error" }) });
  let gateway = await start(0);
  const { url } = gateway;
  const folders = ["night1", "night2"].map((night) => `${sample("hal-2022-11")}/${night}`);
  const legacy = await startLegacySystem({ folders });
  const other = await startLegacySystem({ folders, host: "127.0.0.2" });
  return {
    gateway: url,
    issuer: issuer.url,
    pages: legacy.url,
    otherHost: other.url,
    token: async (viewer) => (await openDemoIssuer(configuration)).issue(viewer),
    statuses: (token, fileNumbers) => askStatuses(url, token, fileNumbers),
    async purposes() {
      const rows = await city.dataSource.query<{ purpose: string }[]>(
        "SELECT DISTINCT purpose FROM access_log WHERE purpose IS NOT NULL ORDER BY purpose",
      );
      return rows.map(({ purpose }) => purpose);
    },
    async withoutGateway(run) {
      await gateway.close();
      try {
        await run();
      } finally {
        gateway = await start(Number(new URL(url).port));
      }
    },
    async close() {
      await Promise.all([legacy.close(), other.close(), gateway.close(), issuer.close()]);
      await city.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

interface OverlayAnswer {
  readonly data: { readonly overlay: readonly { readonly key: { readonly fileNumber: string }; readonly status: string }[] };
}

async function askStatuses(gateway: string, token: string, fileNumbers: readonly string[]): Promise<Map<string, string>> {
  const statuses = new Map<string, string>();
  for (let at = 0; at < fileNumbers.length; at += 200) {
    const keys = fileNumbers.slice(at, at + 200).map((fileNumber) => ({ fileNumber }));
    const response = await fetch(`${gateway}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: "query ($keys: [CaseKeyInput!]!) { overlay(keys: $keys) { key { fileNumber } status } }", variables: { keys } }),
    });
    const { data } = (await response.json()) as OverlayAnswer;
    for (const { key, status } of data.overlay) statuses.set(key.fileNumber, status);
  }
  return statuses;
}
