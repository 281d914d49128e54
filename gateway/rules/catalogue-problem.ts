/** A fault in one place of the catalogue's files. */
export interface CatalogueProblem {
  /** Path of the file inside the catalogue's folder. */
  readonly file: string;
  /** Line, counted from 1. */
  readonly line: number;
  readonly message: string;
}

/** The catalogue cannot be used. Tells every fault that was found, each with file and line. */
export class CatalogueError extends Error {
  readonly code = "RULE_CATALOGUE_INVALID";

  constructor(readonly problems: readonly CatalogueProblem[]) {
    const places = problems.map((problem) => `${problem.file}:${problem.line}: ${problem.message}`);
    super(`RULE_CATALOGUE_INVALID: correct the rule catalogue\n${places.join("\n")}`);
    this.name = "CatalogueError";
  }
}
