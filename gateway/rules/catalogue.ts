import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { buildNames, buildRules } from "./catalogue-build.js";
import { checkRules } from "./catalogue-checks.js";
import type { NamesDocument, RuleFileDocument, UnitsDocument } from "./catalogue-documents.js";
import { type CatalogueFile, catalogueFolder, CatalogueReader } from "./catalogue-file.js";
import { inherit, type RuleFile } from "./catalogue-inheritance.js";
import { CatalogueError, type CatalogueProblem } from "./catalogue-problem.js";
import { type Day, day, parseDay } from "./calendar.js";
import type { Names } from "./names.js";
import type { Rule } from "./rule.js";
import { isValidOn, rulesInForce, rulesOn, type RulesInForce } from "./rules-in-force.js";
import type { EvidenceItem, FindingKind } from "./timeline.js";

const NAMES_FILE = "names.yaml";
const UNITS_FILE = "units.yaml";

/** All rules with their numbers, dates, texts and sources, and the names of the case system's codes. */
export class Catalogue {
  private readonly calendarRules = new Map<string, readonly RulesInForce[]>();
  private readonly delegationRules = new Map<string, readonly RulesInForce[]>();

  constructor(
    /** In the order of the files (by name) and of the rules in them. */
    readonly rules: readonly Rule[],
    readonly names: Names,
    private readonly plansFromByUnit: ReadonlyMap<string, Day>,
    /** Changes with every byte of the catalogue: findings derived under another one are to be derived again. */
    readonly fingerprint: string,
  ) {}

  /** The same names and units with these rules. */
  withRules(rules: readonly Rule[]): Catalogue {
    return new Catalogue(rules, this.names, this.plansFromByUnit, this.fingerprint);
  }

  /** From which order date a unit's orders need a plan; null for always (contract 6, "Plans"). */
  plansFrom(unit: string): Day | null {
    return this.plansFromByUnit.get(unit) ?? null;
  }

  /** The rule with this id that holds in a district on a day, or null. */
  rule(id: string, on: Day, district: string): Rule | null {
    return this.rulesOn(on, district).find((rule) => rule.id === id) ?? null;
  }

  /** Rules that hold on a day, in one district or (null) in any. */
  rulesOn(on: Day, district: string | null): readonly Rule[] {
    return district === null ? this.rules.filter((rule) => isValidOn(rule, on)) : rulesOn(this.rules, on, district);
  }

  /**
   * The rule behind a finding: a delegation is judged by the rule of the decision date, which its evidence holds, all
   * else by the rule of the day asked about. Null when the catalogue has it no longer.
   */
  ruleOf(finding: FindingOfRule, on: Day, district: string): Rule | null {
    const decidedOn = finding.kind === "DELEGATION"
      ? finding.evidence.find((item) => item.name === "decision.decidedOn")?.value
      : undefined;
    return this.rule(finding.rule, decidedOn === undefined ? on : parseDay(decidedOn) ?? on, district);
  }

  /** Rules judged by the calendar (all but delegation), over the stretches in which none begins or ends. */
  rulesByCalendar(district: string): readonly RulesInForce[] {
    return this.stretches(this.calendarRules, district, (rule) => rule.kind !== "DELEGATION");
  }

  /** Delegation rules that held in a district on the day of a decision. */
  rulesByDecisionDate(district: string, decidedOn: Day): RulesInForce {
    const stretches = this.stretches(this.delegationRules, district, (rule) => rule.kind === "DELEGATION");
    for (let index = stretches.length - 1; index > 0; index--) {
      const stretch = stretches[index];
      if (stretch !== undefined && stretch.from <= decidedOn) return stretch;
    }
    const first = stretches[0];
    if (first === undefined) throw new Error("RULES_IN_FORCE_EMPTY: a district always has at least one stretch of rules");
    return first;
  }

  private stretches(
    cache: Map<string, readonly RulesInForce[]>, district: string, wanted: (rule: Rule) => boolean,
  ): readonly RulesInForce[] {
    let stretches = cache.get(district);
    if (stretches === undefined) {
      stretches = rulesInForce(this.rules.filter(wanted), district);
      cache.set(district, stretches);
    }
    return stretches;
  }
}

/** What {@link Catalogue.ruleOf} needs of a finding. */
export interface FindingOfRule {
  readonly rule: string;
  readonly kind: FindingKind;
  readonly evidence: readonly EvidenceItem[];
}

/**
 * Reads and checks the whole catalogue. Every `*.yaml` but names.yaml and units.yaml is a file of rules; those in a folder
 * are the district's of its name.
 * @throws CatalogueError with every fault found, by file and line.
 */
export function loadCatalogue(folder: string = catalogueFolder()): Catalogue {
  const reader = new CatalogueReader(folder);
  const names = reader.read<NamesDocument>(NAMES_FILE, "names");
  const units = reader.read<UnitsDocument>(UNITS_FILE, "units");
  const ruleFiles = ruleFilesOf(folder).map((file) => reader.read<RuleFileDocument>(file, "ruleFile"));
  refuse([names, units, ...ruleFiles].flatMap((file) => file.problems));
  const { placed, problems } = inherit(ruleFiles);
  refuse(problems);
  refuse([...checkUnits(units), ...checkRules(placed, ruleFiles, names.content)]);
  const built = buildNames(names.content);
  const plansFrom = Object.entries(units.content.plansFrom).map(([unit, from]) => [unit, day(from)] as const);
  return new Catalogue(
    buildRules(placed, ruleFiles, built), built, new Map(plansFrom),
    fingerprintOf([names, units, ...ruleFiles]),
  );
}

/** By name, those for all districts first. Paths within the folder, with `/`. */
function ruleFilesOf(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const yaml = (name: string): boolean => name.endsWith(".yaml");
  const common = entries.filter((entry) => entry.isFile() && yaml(entry.name) && entry.name !== NAMES_FILE && entry.name !== UNITS_FILE).map(({ name }) => name);
  const districts = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
  return [...common.sort(), ...districts.flatMap((district) => readdirSync(join(folder, district)).filter(yaml).sort().map((name) => `${district}/${name}`))];
}

function refuse(problems: readonly CatalogueProblem[]): void {
  if (problems.length > 0) throw new CatalogueError(problems);
}

function checkUnits(units: CatalogueFile<UnitsDocument>): CatalogueProblem[] {
  return Object.entries(units.content.plansFrom)
    .filter(([, from]) => parseDay(from) === null)
    .map(([unit, from]) => units.problemAt(["plansFrom", unit], `${from} is not a date that exists`));
}

function fingerprintOf(files: readonly (CatalogueFile<unknown> | RuleFile)[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file.file}\0${file.text}\0`);
  return hash.digest("hex");
}
