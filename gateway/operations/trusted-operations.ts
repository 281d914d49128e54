import { readFileSync } from "node:fs";
import { join } from "node:path";
import { getOperationAST, parse } from "graphql";
import { projectRoot } from "../project-root.js";

/** An operation that was built into a client of ours: its document is known before anyone asks it. */
export interface TrustedOperation {
  readonly name: string;
  readonly text: string;
}

/** By document id: `sha256:` and the SHA-256 of the document in hexadecimal (GraphQL over HTTP, persisted documents). */
export type TrustedOperations = ReadonlyMap<string, TrustedOperation>;

/** Reads `schema/trusted-operations.json`, which `npm run schema` writes from the extension's operations. */
export function loadTrustedOperations(): TrustedOperations {
  const file = join(projectRoot(), "schema", "trusted-operations.json");
  const texts = JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, string>>;
  return new Map(Object.entries(texts).map(([id, text]) => [id, { name: nameOf(id, text), text }]));
}

function nameOf(id: string, text: string): string {
  const name = getOperationAST(parse(text))?.name?.value;
  if (name === undefined) throw new Error(`TRUSTED_OPERATION_UNNAMED: ${id} must hold one operation with a name`);
  return name;
}
