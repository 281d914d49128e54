import { type Made, type Scaffold, ScaffoldError, writeNewFiles } from "./scaffold.js";

/** `npm run new -- page NAME`: a page adapter with a saved page and its test. */
export const pageScaffold: Scaffold = {
  usage: "page NAME              a page adapter for a system, such as social-portal",
  async make(root, name): Promise<Made> {
    if (!/^[a-z][a-z0-9-]{0,39}$/.test(name)) throw new ScaffoldError(`${name} is no name of small letters, digits and hyphens`);
    const adapter = `gateway/pages/${name}.yaml`;
    const saved = `tests/unit/extension/pages/${name}.html`;
    const test = `tests/unit/extension/pages/${name}.test.ts`;
    await writeNewFiles(root, { [adapter]: adapterText(name), [saved]: savedPage(name), [test]: testText(name) });
    return {
      files: [adapter, saved, test],
      next: [
        `what the system's pages look like: ${adapter}. The workbench of the extension proposes it from a page that is open`,
        `a page of the system, saved, with made-up people in it: ${saved}`,
        `npm run pages -- check ${adapter}`,
        `npm run pages -- test ${saved} --adapter ${name}`,
        "its hosts in the build of the extension: OVERBLICK_HOSTS",
      ],
    };
  },
};

function adapterText(name: string): string {
  return `# What this system is, and which pages are described here (contract 5).
system: ${name}
title: ${name}
# Match patterns of the pages; the real ones come from the administrator's policy.
hosts: ["https://${name}.example.se/*"]
version: 1
pages:
  - id: client-list
    kind: list
    # Everything that is given has to fit. url: a glob, or a regular expression that begins with ^.
    match: { url: "/klienter", has: "table.klienter" }
    rows: "table.klienter tr:has(td)"
    # A column by the text of its header goes on being found when it moves.
    key: { column: "Aktnr", as: fileNumber, pattern: "^(\\\\d{6}-\\\\d)$" }
    badge: { column: "Namn", place: append }
`;
}

function savedPage(name: string): string {
  return `<!-- saved from url=(0036)https://${name}.example.se/klienter -->
<!DOCTYPE html>
<html lang="sv">
<head><meta charset="utf-8"><title>Klienter</title></head>
<body>
<table class="klienter">
<tr><th>Aktnr</th><th>Namn</th></tr>
<tr><td>100001-1</td><td>Ek, Ada</td></tr>
<tr><td>100002-2</td><td>Lind, Bo</td></tr>
</table>
</body>
</html>
`;
}

function testText(name: string): string {
  return `import { describe, expect, it } from "vitest";
import { readSavedFile } from "./read-saved-file.js";

describe("${name}", () => {
  it("has a number, and a place for its badge, for each row of the list", () => {
    expect(readSavedFile("${name}", "${name}.html")).toEqual([
      "client-list: fileNumber 100001-1, append td",
      "client-list: fileNumber 100002-2, append td",
    ]);
  });
});
`;
}
