import { operation } from "./operation.js";

export type Role = "CASEWORKER" | "MANAGER" | "CONTROLLER" | "INTEGRATION" | "OPERATOR" | "PROVIDER";

export interface Viewer {
  readonly subject: string;
  readonly roles: readonly Role[];
  readonly units: readonly string[];
  readonly district: string | null;
}

/** Who the token says that one is. */
export const viewerOperation = /* @__PURE__ */ operation<Record<string, never>, { viewer: Viewer }>(
  "Viewer",
  `query Viewer {
  viewer { subject roles units district }
}`,
);
