import type { Day } from "./calendar.js";
import type { Catalogue } from "./catalogue.js";
import { ruleWithNumbers } from "./catalogue-build.js";
import { DECIMAL_UNITS } from "./evaluator-needs.js";
import type { Rule } from "./rule.js";
import { isValidOn } from "./rules-in-force.js";

/** A number of a rule as it is tried. */
export interface TriedNumber {
  readonly name: string;
  readonly value: number;
}

/** The rules that decide about one rule's findings, as they are and with other numbers. */
export interface SimulatedRule {
  /** The version in force on the day, or the last one. */
  readonly rule: Rule;
  readonly now: Catalogue;
  readonly then: Catalogue;
}

/** What was asked can't be tried: the message says why. */
export class SimulationFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = "SimulationFault";
  }
}

/**
 * One rule with other numbers, in all its versions. Rules of the same kind stay beside it, since they decide together which
 * of them names a finding (reviews) and whether it is heard at all (delegation).
 * @throws SimulationFault for a rule that there is not, and for numbers that it does not have or can't be
 */
export function simulatedRule(catalogue: Catalogue, id: string, numbers: readonly TriedNumber[], on: Day): SimulatedRule {
  const versions = catalogue.rules.filter((rule) => rule.id === id);
  const rule = versions.find((version) => isValidOn(version, on)) ?? versions.at(-1);
  if (rule === undefined) throw new SimulationFault(`There is no rule ${id}.`);
  for (const tried of numbers) checkNumber(versions, tried);
  if (new Set(numbers.map(({ name }) => name)).size < numbers.length) throw new SimulationFault("A number is given twice.");
  const together = catalogue.rules.filter(({ kind }) => kind === rule.kind);
  return {
    rule,
    now: catalogue.withRules(together),
    then: catalogue.withRules(together.map((each) => (each.id === id ? ruleWithNumbers(each, numbers, catalogue.names) : each))),
  };
}

function checkNumber(versions: readonly Rule[], { name, value }: TriedNumber): void {
  const parameters = versions.flatMap((version) => version.parameters);
  const known = parameters.find((parameter) => parameter.name === name);
  if (known === undefined) {
    const names = [...new Set(parameters.map((parameter) => parameter.name))];
    throw new SimulationFault(`The rule has no number ${name}: ${names.length === 0 ? "it has none at all" : `it has ${names.join(", ")}`}.`);
  }
  if (value < 0 || value > GREATEST) throw new SimulationFault(`${name} is from 0 to ${GREATEST}.`);
  if (!DECIMAL_UNITS.has(known.unit) && !Number.isInteger(value)) throw new SimulationFault(`${name} is a whole number.`);
}

/** Longer than any life in days. */
const GREATEST = 100_000;
