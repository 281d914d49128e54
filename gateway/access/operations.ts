import { RequestError } from "../request-error.js";
import { ROLES, type Role, type Viewer } from "./viewer.js";

/** Which roles may ask what. What they then see is the scope's matter. */
const ALLOWED = {
  overlay: ["CASEWORKER", "MANAGER"],
  case: ["CASEWORKER", "MANAGER", "CONTROLLER"],
  findings: ["CASEWORKER", "MANAGER", "CONTROLLER"],
  checkDecision: ["CASEWORKER", "MANAGER"],
  changes: ["CONTROLLER", "INTEGRATION"],
  budget: ["CONTROLLER", "MANAGER"],
  reportPageHealth: ["CASEWORKER", "MANAGER"],
  loads: ["OPERATOR", "CONTROLLER", "MANAGER"],
  sources: ["OPERATOR", "CONTROLLER", "MANAGER", "CASEWORKER"],
  rejectedRows: ["OPERATOR"],
  openRejectedRow: ["OPERATOR"],
  acceptLoad: ["OPERATOR"],
  retryLoad: ["OPERATOR"],
  dismissRejectedRow: ["OPERATOR"],
  upload: ["PROVIDER"],
  accessLog: ["MANAGER", "OPERATOR"],
  acknowledgeFinding: ["CASEWORKER", "MANAGER"],
  withdrawAcknowledgement: ["CASEWORKER", "MANAGER"],
  disputeFinding: ["CASEWORKER", "MANAGER"],
  recordReminder: ["CASEWORKER", "MANAGER"],
  reminderText: ["CASEWORKER", "MANAGER"],
  rulePrecision: ["MANAGER", "CONTROLLER"],
  worklist: ["CASEWORKER", "MANAGER"],
  worklistCounts: ["CASEWORKER", "MANAGER"],
  clientList: ["CASEWORKER", "MANAGER"],
  caseload: ["MANAGER"],
  simulateRule: ["MANAGER", "CONTROLLER"],
  rules: ROLES,
  pageAdapters: ROLES,
  viewer: ROLES,
} as const satisfies Record<string, readonly Role[]>;

export type Operation = keyof typeof ALLOWED;

/** Whether one of the viewer's roles may ask this. */
export function mayAsk(viewer: Viewer, operation: Operation): boolean {
  const allowed: readonly Role[] = ALLOWED[operation];
  return viewer.roles.some((role) => allowed.includes(role));
}

/** @throws RequestError FORBIDDEN when none of the viewer's roles may ask this */
export function requireRole(viewer: Viewer, operation: Operation): void {
  if (mayAsk(viewer, operation)) return;
  const needed = ALLOWED[operation].join(", ");
  throw new RequestError("FORBIDDEN", `${operation} is not for your role. It takes one of: ${needed}.`);
}

/** Roles that put their own questions: a spreadsheet's or an integration's queries are not known beforehand. */
const FREE: readonly Role[] = ["CONTROLLER", "INTEGRATION"];

/** Whether the viewer may send query texts in production, and look into the schema anywhere; others name trusted operations. */
export function mayAskFreely({ roles }: Viewer): boolean {
  return roles.some((role) => FREE.includes(role));
}

/**
 * Figures about single caseworkers, whatever groups or counts by signature, are for the managers of their unit, who walk
 * through each one's cases every month: not for comparing people across the city. Beside it `managedUnits` (scope.ts) keeps
 * them to those units. A list of cases is no such figure, though each has its caseworker.
 * @throws RequestError FORBIDDEN for whoever is no manager
 */
export function requireCaseworkerFigures({ roles }: Viewer): void {
  if (roles.includes("MANAGER")) return;
  throw new RequestError("FORBIDDEN", "Figures about single caseworkers are for the managers of their unit: leave the caseworker out.");
}

/** Whether the viewer sees who the person of a case in scope is: names, numbers and birth dates. */
export function maySeeIdentity(viewer: Viewer): boolean {
  return viewer.roles.includes("CASEWORKER") || viewer.roles.includes("MANAGER");
}
