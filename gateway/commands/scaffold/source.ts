import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ALL_SOURCES } from "../../sources/all-sources.js";
import { type Made, type Scaffold, ScaffoldError, writeNewFiles } from "./scaffold.js";
import { extractTest, extractType, FAMILIES, type NewSource, reportTest, reportType } from "./source-templates.js";

const REGISTER = "gateway/sources/all-sources.ts";

/** `npm run new -- source NAME`: a file type with its test, known to `all-sources.ts`. */
export const sourceScaffold: Scaffold = {
  usage: `source [FAMILY/]NAME   a file type, such as NARVARO; FAMILY is ${FAMILIES.join(", ")} (the first, unless told)`,
  async make(root, name): Promise<Made> {
    const source = newSource(name);
    const path = `gateway/sources/${source.family}/${source.name}.ts`;
    const test = `tests/unit/sources/${source.name}.test.ts`;
    const isExtract = source.family === "legacy-extract";
    await writeNewFiles(root, {
      [path]: isExtract ? extractType(source) : reportType(source),
      [test]: isExtract ? extractTest(source) : reportTest(source),
    });
    await register(root, source);
    return {
      files: [path, test, REGISTER],
      next: [
        `the columns of the contract and what they mean: ${path}`,
        "the table it is stored in, if it brings a new kind of fact: entities/, a migration, gateway/database/data-source.ts",
        "a file of the samples to fuzz it with: tests/unit/sources/fuzz/fuzzed-sources.ts",
        "npm run sources, which writes docs/sources.md, then npm run check",
      ],
    };
  },
};

/** @throws {ScaffoldError} when the name is none of a file type, or is taken */
function newSource(name: string): NewSource {
  const [, family = FAMILIES[0], word] = /^(?:([a-z-]+)\/)?([A-Za-z][A-Za-z0-9]*)$/.exec(name) ?? [];
  const known = FAMILIES.find((one) => one === family);
  if (word === undefined || known === undefined) throw new ScaffoldError(`${name} is no [FAMILY/]NAME of letters and figures`);
  const type = word.toUpperCase();
  if (ALL_SOURCES.some((source) => source.type === type)) throw new ScaffoldError(`the file type ${type} is there already`);
  return { family: known, type, name: word.toLowerCase(), order: Math.max(...ALL_SOURCES.map(({ order }) => order)) + 1 };
}

/** Adds the type to the list of all, after the others, and its import after theirs. */
async function register(root: string, { family, name }: NewSource): Promise<void> {
  const path = join(root, REGISTER);
  const text = await readFile(path, "utf8");
  const imports = text.lastIndexOf('import { ', text.indexOf('import type { FileIdentity'));
  const afterImports = text.indexOf("\n", imports) + 1;
  const list = text.indexOf("ALL_SOURCES: readonly SourceType[] = [");
  const end = text.indexOf("\n];", list) + 1;
  if (imports === -1 || list === -1 || end === 0) throw new Error(`${REGISTER} has no list of all sources as it is known here`);
  const imported = `import { ${name} } from "./${family}/${name}.js";\n`;
  await writeFile(path, `${text.slice(0, afterImports)}${imported}${text.slice(afterImports, end)}  ${name},\n${text.slice(end)}`);
}
