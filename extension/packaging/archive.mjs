import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { zipSync } from "fflate";

/**
 * The files of a built extension by their path, and its manifest.
 * @throws Error when the folder holds none
 */
export function readBuilt(folder) {
  if (!existsSync(join(folder, "manifest.json"))) throw new Error(`${folder} holds no built extension: npm run package builds it.`);
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"));
  const files = new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
  return { files, manifest: JSON.parse(files.get("manifest.json").toString("utf8")) };
}

/** The earliest that an archive can say, by whatever clock: two archives of the same files are the same to the byte. */
const NO_TIME = new Date(1980, 0, 1);

/** An archive of the extension with another manifest, its entries in the order of their names. */
export function archive({ files }, manifest) {
  const all = new Map(files).set("manifest.json", Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
  const sorted = [...all].sort(([one], [other]) => (one < other ? -1 : 1));
  return zipSync(Object.fromEntries(sorted.map(([name, bytes]) => [name, bytes])), { level: 9, mtime: NO_TIME });
}
