import { parseArgs } from "node:util";
import { ROLES, type Role, type Viewer } from "./viewer.js";

export const TOKEN_USAGE = `Usage: npm run token -- --role ROLE [--unit CODE[,CODE]] [--subject SIGNATUR|UTFORARE]
  --role     ${ROLES.map((role) => role.toLowerCase()).join(" | ")}
  --unit     unit codes, comma-separated; a caseworker needs them, a provider has none,
             the others may leave them out: the whole city
  --subject  the caseworker's signature or the provider's code; the others may leave it out`;

/** The command was called in a wrong way. The message says how, for the person at the terminal. */
export class UsageError extends Error {
  readonly code = "USAGE";
}

/**
 * Reads the parameters of `npm run token` (contract 4, "Around it").
 * @throws UsageError
 */
export function parseTokenRequest(parameters: readonly string[]): Viewer {
  const values = parseOptions(parameters);
  const role = ROLES.find((name) => name.toLowerCase() === values.role);
  if (role === undefined) throw new UsageError(values.role === undefined ? "--role is missing" : "--role is not known");
  const needsSubject = role === "CASEWORKER" || role === "PROVIDER";
  if (needsSubject && !values.subject) throw new UsageError(`a ${role.toLowerCase()} needs --subject`);
  return { subject: values.subject || role.toLowerCase(), roles: [role], units: unitsOf(role, values.unit) };
}

function unitsOf(role: Role, codes: string | undefined): string[] | null {
  if (role === "PROVIDER") {
    if (codes !== undefined) throw new UsageError("a provider has no --unit");
    return [];
  }
  if (codes === undefined) {
    if (role === "CASEWORKER") throw new UsageError("a caseworker needs --unit");
    return null;
  }
  const units = codes.split(",").map((code) => code.trim());
  if (units.includes("")) throw new UsageError("--unit has an empty code");
  return units;
}

function parseOptions(parameters: readonly string[]) {
  try {
    const option = { type: "string" } as const;
    return parseArgs({ args: [...parameters], options: { role: option, unit: option, subject: option } }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
