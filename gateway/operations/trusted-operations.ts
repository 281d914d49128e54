import { readFileSync } from "node:fs";
import { join } from "node:path";
import { getOperationAST, parse } from "graphql";
import { ROLES, type Role } from "../access/viewer.js";
import { projectRoot } from "../project-root.js";

/** An operation that was built into a client of ours, or written down for a role: its document is known before anyone asks it. */
export interface TrustedOperation {
  readonly name: string;
  readonly text: string;
  /** Who may name it. */
  readonly roles: readonly Role[];
}

/** By document id: `sha256:` and the SHA-256 of the document in hexadecimal (GraphQL over HTTP, persisted documents). */
export type TrustedOperations = ReadonlyMap<string, TrustedOperation>;

/**
 * Reads `schema/trusted-operations.json`, which `npm run schema` writes from the extension's operations and those of
 * `schema/operations`, whose first line says for which roles they are: `# Roles: MANAGER, OPERATOR`.
 */
export function loadTrustedOperations(): TrustedOperations {
  const file = join(projectRoot(), "schema", "trusted-operations.json");
  const texts = JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, string>>;
  return new Map(Object.entries(texts).map(([id, text]) => [id, { name: nameOf(id, text), text, roles: rolesOf(id, text) }]));
}

function nameOf(id: string, text: string): string {
  const name = getOperationAST(parse(text))?.name?.value;
  if (name === undefined) throw new Error(`TRUSTED_OPERATION_UNNAMED: ${id} must hold one operation with a name`);
  return name;
}

/** The extension's are for whoever may ask what they ask. */
function rolesOf(id: string, text: string): readonly Role[] {
  const said = /^# Roles: (.+)$/m.exec(text)?.[1];
  if (said === undefined) return ROLES;
  return said.split(", ").map((name) => {
    const role = ROLES.find((each) => each === name);
    if (role === undefined) throw new Error(`TRUSTED_OPERATION_ROLE: ${id} is for ${name}, which is no role`);
    return role;
  });
}
