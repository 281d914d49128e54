import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runnerImport } from "vite";

/*
 * npm run schema: writes ../schema/trusted-operations.json, the documents that are asked by their ids alone: every
 * operation that a file of operations/ exports, which this extension sends (they are TypeScript, so Vite loads them), and
 * those of ../schema/operations, for roles that ask without it.
 */
const folder = join(import.meta.dirname, "operations");
const files = readdirSync(folder).filter((name) => name.endsWith(".ts"));
const loaded = await Promise.all(files.map((name) => runnerImport(join(folder, name), { logLevel: "error" })));
const ofExtension = loaded
  .flatMap(({ module }) => Object.values(module))
  .filter((value) => typeof value === "object" && value !== null && "text" in value)
  .map(({ text }) => text);
const schema = join(import.meta.dirname, "..", "schema");
const ofRoles = readdirSync(join(schema, "operations")).map((name) => readFileSync(join(schema, "operations", name), "utf8"));
const texts = [...ofExtension, ...ofRoles];

const entries = texts.map((text) => [`sha256:${createHash("sha256").update(text).digest("hex")}`, text]);
entries.sort(([, one], [, other]) => (one < other ? -1 : 1));
writeFileSync(join(schema, "trusted-operations.json"), `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
