import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PROJECT = "overblick";

/**
 * The folder of the project's package.json, found by walking up. Data files (rules, pages, migrations) are read from
 * there, because compiled code runs from dist/, where only JavaScript is.
 * @throws Error when no package.json of the project stands above this file.
 */
export function projectRoot(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let folder = start; ; folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest) && isProject(manifest)) return folder;
    if (folder === dirname(folder)) {
      throw new Error(`PROJECT_ROOT_MISSING: no package.json named "${PROJECT}" in or above ${start}`);
    }
  }
}

/** The version of this gateway, as package.json has it; the extension of the same version asks what it can answer. */
export function projectVersion(): string {
  const { version } = JSON.parse(readFileSync(join(projectRoot(), "package.json"), "utf8")) as { readonly version: string };
  return version;
}

function isProject(manifest: string): boolean {
  const content: unknown = JSON.parse(readFileSync(manifest, "utf8"));
  return typeof content === "object" && content !== null && "name" in content && content.name === PROJECT;
}
