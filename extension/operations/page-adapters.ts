import { operation } from "./operation.js";

/** An adapter as the gateway serves it. `content` is the whole adapter file (contract 5), unread: background/adapter-store.ts has it checked. */
export interface ServedAdapter {
  readonly system: string;
  readonly version: number;
  readonly hash: string;
  readonly content: unknown;
}

/** All page adapters of the gateway: they describe pages and hold nothing about persons. */
export const pageAdaptersOperation = /* @__PURE__ */ operation<Record<string, never>, { pageAdapters: readonly ServedAdapter[] }>(
  "PageAdapters",
  `query PageAdapters {
  pageAdapters { system version hash content }
}`,
);
