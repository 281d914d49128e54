import { type LegacySystem, startLegacySystem } from "../../legacy-system/server.js";

const NIGHTS = ["night1", "night2"].map((night) => `tests/samples/hal-2022-11/${night}`);

/** Starts the stand-in with both nights of the sample HAL. */
export function serveSample(): Promise<LegacySystem> {
  return startLegacySystem({ folders: NIGHTS });
}

/** Posts a form as a browser does. `body` is already encoded. */
export function post(url: string, body: string): Promise<Response> {
  return fetch(url, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body });
}

/** File numbers of a page's links to clients, in order. */
export function linkedFileNumbers(page: string): string[] {
  return [...page.matchAll(/<a [^>]*href="[^"]*akt=(\d{6}-\d)"/g)].map(([, fileNumber]) => fileNumber ?? "");
}
