import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const CLOSED = 'attachShadow({mode:"closed"})';

interface Manifest {
  readonly content_scripts: readonly { readonly js: readonly string[] }[];
}

/**
 * A copy of a built extension whose shadow roots are open, beside it (`chrome-mv3-open`), so that tests and accessibility
 * checkers can look into them. The extension itself has no switch for that: the copy's page script is another by one word.
 * @param built folder of the built extension
 * @throws Error when the page script does not ask for closed roots
 */
export function withOpenRoots(built: string): string {
  const copy = join(dirname(built), "chrome-mv3-open");
  rmSync(copy, { recursive: true, force: true });
  cpSync(built, copy, { recursive: true });
  const { content_scripts: scripts } = JSON.parse(readFileSync(join(copy, "manifest.json"), "utf8")) as Manifest;
  let places = 0;
  for (const file of scripts.flatMap(({ js }) => js)) {
    const parts = readFileSync(join(copy, file), "utf8").split(CLOSED);
    places += parts.length - 1;
    writeFileSync(join(copy, file), parts.join('attachShadow({mode:"open"})'));
  }
  if (places === 0) throw new Error("The page script does not ask for closed shadow roots.");
  return copy;
}
