import { join } from "node:path";
import { type Configuration, ConfigurationError } from "../configuration.js";
import { type KeyRing, newKeyFile, parseKeyRing, readKeyFile } from "./keys.js";
import { ownFile } from "./own-file.js";

/**
 * The keys of the configuration; without any, those of the demo, in DATA_DIR. In production the configuration has them.
 * @throws ConfigurationError when the demo's own file is broken
 */
export async function openKeyRing(configuration: Pick<Configuration, "personKeys" | "dataDir">): Promise<KeyRing> {
  if (configuration.personKeys !== null) return configuration.personKeys;
  const file = join(configuration.dataDir, "person-keys.env");
  const parsed = parseKeyRing(readKeyFile(await ownFile(file, () => Promise.resolve(newKeyFile()))));
  if (!("first" in parsed)) {
    throw new ConfigurationError(parsed.map((fault) => ({ ...fault, remedy: `Mend ${file}, or remove it with all that was loaded` })));
  }
  return parsed;
}
