import { projectRoot } from "../project-root.js";
import { pageScaffold } from "./scaffold/page.js";
import { ruleScaffold } from "./scaffold/rule.js";
import { type Scaffold, ScaffoldError } from "./scaffold/scaffold.js";
import { sourceScaffold } from "./scaffold/source.js";

/*
 * npm run new -- KIND NAME: the files of a new one, with its test, and what is left to do. Exit 0; 1 when the name can't
 * be used, and then nothing is written; 2 when it was called in a wrong way.
 */
const KINDS: Readonly<Record<string, Scaffold>> = { source: sourceScaffold, rule: ruleScaffold, page: pageScaffold };

const [kind = "", name, ...rest] = process.argv.slice(2);
const scaffold = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
if (scaffold === undefined || name === undefined || rest.length > 0) {
  const kinds = Object.values(KINDS).map(({ usage }) => `  ${usage}`);
  process.stderr.write(`Usage: npm run new -- KIND NAME\n${kinds.join("\n")}\n`);
  process.exitCode = 2;
} else {
  try {
    const { files, next } = await scaffold.make(projectRoot(), name);
    process.stdout.write(`${files.join("\n")}\n\nNow:\n${next.map((step) => `- ${step}`).join("\n")}\n`);
  } catch (error) {
    if (!(error instanceof ScaffoldError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
