import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectRoot } from "../project-root.js";
import type { Scaffold } from "./scaffold.js";
import { scaffoldRule } from "./scaffold-rule.js";

/*
 * npm run new -- KIND NAME: writes what a new thing of that kind begins with, and says what comes next. Never over a file
 * that is there, but for the lines by which others come to know of it. Exit 0; 2 when it was called in a wrong way.
 */
const SCAFFOLDS: readonly Scaffold[] = [scaffoldRule];
const USAGE = `npm run new -- KIND NAME
KIND: ${SCAFFOLDS.map(({ kind }) => kind).join(", ")}. NAME: small letters, figures and hyphens, such as late-meals`;

const [kind, name = ""] = process.argv.slice(2);
const scaffold = SCAFFOLDS.find((each) => each.kind === kind);
if (scaffold === undefined || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
} else {
  write(scaffold, name);
}

function write(of: Scaffold, named: string): void {
  const path = (file: string): string => join(projectRoot(), file);
  const textOf = (file: string): string => readFileSync(path(file), "utf8");
  const files = of.files(named, textOf);
  const taken = files.filter(({ path: file, grows }) => !grows && existsSync(path(file)));
  if (taken.length > 0) {
    process.stderr.write(`There is ${taken.map(({ path: file }) => file).join(", ")} already: take another name.\n`);
    process.exitCode = 2;
    return;
  }
  for (const { path: file, text } of files) {
    mkdirSync(dirname(path(file)), { recursive: true });
    writeFileSync(path(file), text);
  }
  process.stdout.write(`${files.map(({ path: file }) => `${file}`).join("\n")}\n\nNext:\n${of.next(named).map((line) => `  ${line}`).join("\n")}\n`);
}
