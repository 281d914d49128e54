import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../project-root.js";
import { printedSchema } from "../resolvers/schema.js";

/* npm run schema: prints the schema to schema/schema.graphql, which is checked in. */
await writeFile(join(projectRoot(), "schema", "schema.graphql"), printedSchema());
