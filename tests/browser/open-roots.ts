import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../gateway/project-root.js";

/** The built extension, and its copy with open roots. */
export const SHIPPED_EXTENSION = join(projectRoot(), "extension/build/chrome-mv3-prod");
export const OPEN_EXTENSION = join(projectRoot(), "extension/build/chrome-mv3-open");
const CLOSED = 'attachShadow({mode:"closed"})';

interface Manifest {
  readonly content_scripts: readonly { readonly js: readonly string[] }[];
}

/**
 * Makes the copy of the built extension whose shadow roots are open, so that tests and accessibility checkers can look into
 * them: once, before the tests of the browser. The extension itself has no switch for that: the copy's page script is another by one word.
 * @throws Error when the extension is not built, or its page script does not ask for closed roots
 */
export function copyWithOpenRoots(): void {
  const copy = OPEN_EXTENSION;
  if (!existsSync(SHIPPED_EXTENSION)) throw new Error('The extension is not built: run "npm run build:extension" first.');
  rmSync(copy, { recursive: true, force: true });
  cpSync(SHIPPED_EXTENSION, copy, { recursive: true });
  const { content_scripts: scripts } = JSON.parse(readFileSync(join(copy, "manifest.json"), "utf8")) as Manifest;
  let places = 0;
  for (const file of scripts.flatMap(({ js }) => js)) {
    const parts = readFileSync(join(copy, file), "utf8").split(CLOSED);
    places += parts.length - 1;
    writeFileSync(join(copy, file), parts.join('attachShadow({mode:"open"})'));
  }
  if (places === 0) throw new Error("The page script does not ask for closed shadow roots.");
}
