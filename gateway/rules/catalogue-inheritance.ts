import type { CatalogueFile } from "./catalogue-file.js";
import type { ParameterDocument, RuleDocument, RuleFileDocument, WrittenParameter, WrittenRule } from "./catalogue-documents.js";
import type { CatalogueProblem } from "./catalogue-problem.js";

export type RuleFile = CatalogueFile<RuleFileDocument>;

/** A rule with all that it has, and where it stands. */
export interface PlacedRule {
  readonly rule: RuleDocument;
  readonly file: RuleFile;
  /** Which of the file's rules. */
  readonly index: number;
  /** The version of itself that it takes the rest from; null: it says everything itself. */
  readonly extends: string | null;
}

/** A rule as it is written, and where. */
interface Written extends Omit<PlacedRule, "rule" | "extends"> {
  readonly rule: WrittenRule;
}

/** What each version says for itself: whom it holds for, when, and by which source. All else can be inherited. */
type Own = "id" | "version" | "districts" | "validFrom" | "validTo" | "source" | "extends" | "parameters";

/**
 * Gives the rules of all files what they inherit. A version takes from the one that it extends everything that it does not
 * say itself, but never districts, dates or source; of parameters it says those that differ. All versions of a rule stand
 * together, where the first of them stands: of rules that fall on one day the later names the finding.
 */
export function inherit(files: readonly RuleFile[]): { readonly placed: PlacedRule[]; readonly problems: CatalogueProblem[] } {
  const written = files.flatMap((file) => file.content.rules.map((rule, index): Written => ({ rule, file, index })));
  const problems: CatalogueProblem[] = [];
  const placed = written.flatMap((each): PlacedRule[] => {
    const chain = chainOf(each, written);
    if (typeof chain === "string") {
      problems.push(each.file.problemAt(["rules", each.index, "extends"], chain));
      return [];
    }
    const { merged, faults } = mergeChain(chain);
    problems.push(...faults.map((fault) => each.file.problemAt(["rules", each.index, "parameters"], fault)));
    return faults.length > 0 ? [] : [{ rule: merged, file: each.file, index: each.index, extends: each.rule.extends ?? null }];
  });
  const first = new Map<string, number>();
  for (const { rule: { id } } of written) if (!first.has(id)) first.set(id, first.size);
  return { placed: placed.sort((a, b) => (first.get(a.rule.id) ?? 0) - (first.get(b.rule.id) ?? 0)), problems };
}

/** A rule and those that it inherits from, itself first; or what is wrong with that. */
function chainOf(from: Written, written: readonly Written[]): readonly WrittenRule[] | string {
  const chain: WrittenRule[] = [];
  let { rule } = from;
  for (;;) {
    if (chain.includes(rule)) return `${from.rule.id} version ${from.rule.version} extends itself`;
    chain.push(rule);
    const { id, extends: base } = rule;
    if (base === undefined) return chain;
    const next = written.find((each) => each.rule.id === id && each.rule.version === base);
    if (next === undefined) return `${id} has no version ${base} to extend`;
    ({ rule } = next);
  }
}

/** The last of the chain says everything; its schema has seen to that. */
function mergeChain(chain: readonly WrittenRule[]): { readonly merged: RuleDocument; readonly faults: string[] } {
  const [own] = chain;
  const faults: string[] = [];
  const inherited = [...chain].reverse().reduce<Partial<WrittenRule>>((all, { parameters = [], ...rest }) =>
    ({ ...all, ...rest, parameters: mergeParameters(all.parameters ?? [], parameters, faults) }), {});
  const { id, version, districts, validFrom, validTo, source }: Pick<WrittenRule, Exclude<Own, "extends" | "parameters">> = own!;
  const { districts: _d, validFrom: _f, validTo: _t, extends: _e, ...rest } = inherited;
  const dated = { ...(districts && { districts }), ...(validFrom !== undefined && { validFrom }), ...(validTo !== undefined && { validTo }) };
  return { merged: { ...rest, ...dated, id, version, source } as RuleDocument, faults };
}

function mergeParameters(base: readonly WrittenParameter[], own: readonly WrittenParameter[], faults: string[]): ParameterDocument[] {
  const merged = base.map((parameter) => ({ ...parameter, ...own.find(({ name }) => name === parameter.name) }));
  const added = own.filter(({ name }) => !base.some((parameter) => parameter.name === name));
  for (const { name, unit, localDefault } of added) {
    if (unit === undefined || localDefault === undefined) faults.push(`${name} is not inherited: give its unit and localDefault`);
  }
  return [...merged, ...added] as ParameterDocument[];
}
