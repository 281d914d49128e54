import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Made, type Scaffold, ScaffoldError, writeNewFiles } from "./scaffold.js";

/**
 * A new kind of rule: an evaluator, its file of the catalogue and its test, known to everything that has to know it. What
 * stands in them works, for a district that there is not: say what the rule really finds, and then for whom.
 */
export const ruleScaffold: Scaffold = {
  usage: "rule NAME              a kind of rule, such as late-meals: small letters, figures and hyphens",
  async make(root, name): Promise<Made> {
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) throw new ScaffoldError(`${name} is no NAME of small letters, figures and hyphens`);
    const evaluator = `gateway/rules/${name}.ts`;
    const catalogue = `gateway/rules/catalogue/${name}.yaml`;
    const test = `tests/unit/rules/${name}.test.ts`;
    const texts = await textsOf(root, REGISTERS);
    const grown = registrations(name, (path) => texts.get(path)!);
    await writeNewFiles(root, { [evaluator]: evaluatorText(name), [catalogue]: catalogueText(name), [test]: testText(name) });
    for (const { path, text } of grown) await writeFile(join(root, path), text);
    return {
      files: [evaluator, catalogue, test, ...REGISTERS],
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

/** What has to know each evaluator. */
const REGISTERS = [
  "gateway/rules/rule.ts", "gateway/rules/evaluator-needs.ts", "gateway/rules/evaluate-case.ts", "gateway/rules/catalogue/catalogue.schema.json",
] as const;

interface GrownFile {
  readonly path: string;
  readonly text: string;
}

type TextOf = (path: string) => string;

async function textsOf(root: string, paths: readonly string[]): Promise<Map<string, string>> {
  return new Map(await Promise.all(paths.map(async (path) => [path, await readFile(join(root, path), "utf8")] as const)));
}

const evaluatorName = (name: string): string => `evaluate${name.split("-").map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join("")}`;

/** The places that have to know each evaluator, each with one line more. */
function registrations(name: string, textOf: TextOf): GrownFile[] {
  const called = evaluatorName(name);
  const inserted = (path: string, before: string, line: string): GrownFile => ({ path, text: insertBefore(textOf(path), path, before, line) });
  const evaluateCase = inserted("gateway/rules/evaluate-case.ts", "  }\n  if (!segment.dead) evaluateDelegation", `    ${called}(index, segment.area, stretch, inForce, out);\n`);
  const imported = `import { ${called} } from "./${name}.js";\n`;
  return [
    inserted("gateway/rules/rule.ts", "] as const;\nexport type Evaluator ", `  "${name}",\n`),
    inserted("gateway/rules/evaluator-needs.ts", "};\n\n/** Units whose", `  "${name}": {
    kind: "INTEGRITY", required: { dueDays: ["days"], warningDays: ["days"] }, optional: {}, fields: [], variants: [ORDINARY],
  },\n`),
    { ...evaluateCase, text: insertBefore(evaluateCase.text, evaluateCase.path, `import type { Timeline } from "./timeline.js";`, imported) },
    inserted("gateway/rules/catalogue/catalogue.schema.json", `\n          ]\n        },\n        "laws"`, `,\n            "${name}"`),
  ];
}

function insertBefore(text: string, path: string, place: string, line: string): string {
  const at = text.indexOf(place);
  if (at < 0) throw new ScaffoldError(`${path} has changed: it no longer has the place where a rule is added. Add it by hand, and mend gateway/commands/scaffold/rule.ts.`);
  return text.slice(0, at) + line + text.slice(at);
}

function evaluatorText(name: string): string {
  return `import type { CaseIndex } from "./case-index.js";
import { dateOfDecision, interventionOf } from "./evidence.js";
import type { Decision } from "./facts.js";
import { appliesTo, parameterValue, type Rule } from "./rule.js";
import type { RulesInForce } from "./rules-in-force.js";
import { runningIn, type Stretch } from "./running.js";
import type { Timeline } from "./timeline.js";

/** Running decisions that are some days old: say here what the rule finds instead, and where contract 6 has it. */
export function ${evaluatorName(name)}(
  index: CaseIndex, area: string | null, stretch: Stretch, inForce: RulesInForce, out: Timeline[],
): void {
  for (const rule of inForce.rules["${name}"]) {
    for (const { decision } of index.decisions) {
      const running = appliesTo(rule, decision.law, decision.intervention, area) ? runningIn(decision, stretch) : null;
      if (running !== null) out.push(timelineOf(decision, rule, running));
    }
  }
}

function timelineOf(decision: Decision, rule: Rule, stretch: Stretch): Timeline {
  const dueOn = decision.from + parameterValue(rule, "dueDays");
  return {
    rule: rule.id,
    kind: "INTEGRITY",
    decision: decision.number,
    order: null,
    about: null,
    from: stretch.from,
    to: stretch.to,
    infoFrom: null,
    warningFrom: dueOn - parameterValue(rule, "warningDays"),
    criticalFrom: dueOn + 1,
    dueOn,
    countsAsNext: false,
    variant: "",
    evidence: [interventionOf(decision), dateOfDecision(decision, "decision.from", decision.from)],
  };
}
`;
}

function catalogueText(name: string): string {
  return `# What the rule is about, in a line. It holds for the district XXX, which there is not: take that out last of all.
rules:
  - id: integrity.${name}
    version: "1"
    kind: INTEGRITY
    evaluator: ${name}
    districts: [XXX]
    parameters:
      - { name: dueDays, value: 30, unit: days, localDefault: true }
      - { name: warningDays, value: 5, unit: days, localDefault: true }
    text:
      sv: Vad regeln säger, med sina tal ({parameter.dueDays|dag|dagar}).
      en: What the rule says, with its numbers ({parameter.dueDays|day|days}).
    source: Enhet, område, dokument och år, och var i det

texts:
  integrity.${name}:
    ordinary:
      sv:
        title: Vad som är fel med {decision.intervention}, senast {dueOn}
        explanation: >-
          Varför: vad som är känt sedan den {decision.from}, och vad som är oklart.

          Gör så här: nästa steg.
      en:
        title: What is wrong with {decision.intervention}, by {dueOn}
        explanation: >-
          Why: what is known since {decision.from}, and what is unclear.

          What to do: the next step.
`;
}

function testText(name: string): string {
  return `import { describe, expect, it } from "vitest";
import { decision, evaluate, found } from "./case-facts.js";

/** A decision from 15 March 2022: due on 14 April. */
const told = (on: string): string[] => found(evaluate({ decisions: [decision()] }, { district: "XXX" }), "INTEGRITY", on);

describe("integrity.${name}", () => {
  it.each([
    ["2022-04-08", []],
    ["2022-04-09", ["integrity.${name} WARNING"]],
    ["2022-04-14", ["integrity.${name} WARNING"]],
    ["2022-04-15", ["integrity.${name} CRITICAL"]],
  ])("on %s is %j", (on, expected) => {
    expect(told(on)).toEqual(expected);
  });
});
`;
}
