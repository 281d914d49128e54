import { parseArgs } from "node:util";
import { parseCover } from "./cover.js";
import { type Cover, ROLES, type Role, type Viewer } from "./viewer.js";

export const TOKEN_USAGE = `Usage: npm run token -- --role ROLE [--unit CODE[,CODE]] [--subject SIGNATUR|UTFORARE] [--cover COVER]...
  --role     ${ROLES.map((role) => role.toLowerCase()).join(" | ")}
  --unit     unit codes, comma-separated; a caseworker needs them, a provider gets nothing by them,
             the others may leave them out: the whole city
  --subject  the caseworker's signature or the provider's code; the others may leave it out
  --cover    whom a caseworker or manager stands in for, from a day to a day, several times if need be:
             "unit HALAO2 2022-11-28 2022-12-02" or "colleague ELLI11 2022-11-28 2022-12-02"`;

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
  const subject = values.subject || role.toLowerCase();
  return {
    subject,
    roles: [role],
    units: unitsOf(role, values.unit),
    ...(values.cover && { covers: coversOf(role, values.cover) }),
    ...(role === "INTEGRATION" && { feed: { types: null, districts: null, pseudonyms: subject } }),
  };
}

function coversOf(role: Role, texts: readonly string[]): Cover[] {
  if (role !== "CASEWORKER" && role !== "MANAGER") throw new UsageError(`--cover is not for the role ${role.toLowerCase()}`);
  return texts.map((text) => {
    const cover = parseCover(text);
    if (cover === null) throw new UsageError('--cover is no "unit CODE FROM UNTIL" or "colleague SIGNATUR FROM UNTIL" with two dates');
    return cover;
  });
}

function unitsOf(role: Role, codes: string | undefined): string[] | null {
  // Contract 4 lets only others leave it out: who names one for a provider is answered, and it gives nothing.
  if (role === "PROVIDER") return [];
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
    return parseArgs({ args: [...parameters], options: { role: option, unit: option, subject: option, cover: { ...option, multiple: true } } }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
