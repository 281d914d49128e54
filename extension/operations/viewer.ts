import { operation } from "./operation.js";

export type Role = "CASEWORKER" | "MANAGER" | "CONTROLLER" | "INTEGRATION" | "OPERATOR" | "PROVIDER";

/** A unit, and its name with the code after it. */
export interface ShownUnit {
  readonly code: string;
  readonly shown: string;
}

export interface Viewer {
  readonly subject: string;
  /** The name with the signature after it. */
  readonly shown: string;
  readonly roles: readonly Role[];
  readonly units: readonly ShownUnit[];
  readonly district: string | null;
}

/** Who the token says that one is. */
export const viewerOperation = /* @__PURE__ */ operation<Record<string, never>, { viewer: Viewer }>(
  "Viewer",
  `query Viewer {
  viewer { subject shown roles units: unitsShown { code shown } district }
}`,
);
