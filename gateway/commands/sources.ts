import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../project-root.js";
import { ALL_SOURCES } from "../sources/all-sources.js";
import { sourcesDocument } from "../sources/sources-document.js";

/* npm run sources: writes docs/sources.md from the definitions of the file types. */
await writeFile(join(projectRoot(), "docs", "sources.md"), sourcesDocument(ALL_SOURCES));
