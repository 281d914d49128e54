import { join } from "node:path";
import { build } from "vite";
import { projectRoot } from "../../gateway/project-root.js";

/** Makes one plain script of a file and all that it imports, with its exports under a global name. */
export async function bundleForPage(file: string, name: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    root: projectRoot(),
    define: { "process.env.NODE_ENV": '"production"' },
    build: { write: false, minify: false, target: "es2022", lib: { entry: join(projectRoot(), file), formats: ["iife"], name } },
  });
  const result = Array.isArray(built) ? built[0]! : built;
  if (!("output" in result)) throw new Error(`${file} could not be bundled.`);
  return result.output[0].code;
}
