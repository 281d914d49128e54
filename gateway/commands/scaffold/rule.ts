import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EVALUATORS } from "../../rules/rule.js";
import { catalogueText, evaluatorName, evaluatorText, testText } from "./rule-templates.js";
import { type Made, type Scaffold, ScaffoldError, writeNewFiles } from "./scaffold.js";

/**
 * `npm run new -- rule NAME`: an evaluator, its file of the catalogue and its test, known to everything that has to know it.
 * What stands in them works, for a district that there is not: say what the rule really finds, and then for whom.
 */
export const ruleScaffold: Scaffold = {
  usage: "rule NAME   a kind of rule, of small letters, figures and hyphens, such as late-meals",
  async make(root, name): Promise<Made> {
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) throw new ScaffoldError(`${name} is no name of small letters, figures and hyphens`);
    if ((EVALUATORS as readonly string[]).includes(name)) throw new ScaffoldError(`the evaluator ${name} is there already`);
    const [evaluator, catalogue, test] = [`gateway/rules/${name}.ts`, `gateway/rules/catalogue/${name}.yaml`, `tests/unit/rules/${name}.test.ts`];
    const known = await Promise.all(registrations(name).map((each) => withLine(root, each)));
    await writeNewFiles(root, { [evaluator]: evaluatorText(name), [catalogue]: catalogueText(name), [test]: testText(name) });
    for (const { path, text } of known) await writeFile(join(root, path), text);
    return {
      files: [evaluator, catalogue, test, ...known.map(({ path }) => path)],
      next: [
        `what the rule finds: ${evaluator}`,
        `its id, numbers, texts and source, and for whom it holds (districts): ${catalogue}`,
        `the day before, the day, the day after: ${test}`,
        "the same once more, read aloud for one day: tests/unit/rules/naive-oracle.ts",
        "another EVALUATORS_VERSION, once it holds for a district: gateway/findings/publish.ts",
      ],
    };
  },
};

/** Lines that go into a file before places in it. */
interface Registration {
  readonly path: string;
  readonly lines: readonly { readonly before: string; readonly line: string }[];
}

/** The places that have to know each evaluator. */
function registrations(name: string): Registration[] {
  const called = evaluatorName(name);
  return [
    { path: "gateway/rules/rule.ts", lines: [{ before: "] as const;\nexport type Evaluator ", line: `  "${name}",\n` }] },
    {
      path: "gateway/rules/evaluator-needs.ts",
      lines: [{
        before: "};\n\n/** Units whose",
        line: `  "${name}": {
    kind: "INTEGRITY", required: { dueDays: ["days"], warningDays: ["days"] }, optional: {}, fields: [], variants: [ORDINARY],
  },\n`,
      }],
    },
    {
      path: "gateway/rules/evaluate-case.ts",
      lines: [
        { before: `import type { Timeline } from "./timeline.js";`, line: `import { ${called} } from "./${name}.js";\n` },
        { before: "  }\n  if (!segment.dead) evaluateDelegation", line: `    ${called}(index, segment.area, stretch, inForce, out);\n` },
      ],
    },
    {
      path: "gateway/rules/catalogue/catalogue.schema.json",
      lines: [{ before: `\n          ]\n        },\n        "laws"`, line: `,\n            "${name}"` }],
    },
  ];
}

async function withLine(root: string, { path, lines }: Registration): Promise<{ path: string; text: string }> {
  let text = await readFile(join(root, path), "utf8");
  for (const { before, line } of lines) {
    const at = text.indexOf(before);
    if (at < 0) throw new Error(`${path} no longer has the place where a rule is added as it is known here`);
    text = text.slice(0, at) + line + text.slice(at);
  }
  return { path, text };
}
