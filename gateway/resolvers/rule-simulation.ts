import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { RuleParameterInput, RuleSimulation } from "../../schema/rule-simulation.js";
import { CalendarDate } from "../../schema/scalars.js";
import { answerDay } from "../access/answer-day.js";
import { LONGEST_MS, type RuleSimulation as Simulation, simulateRule } from "../findings/simulate.js";
import type { RequestContext } from "./request-context.js";

/** The simulations of one operation: they come one after another, and all of them have the time of one. */
interface Turns {
  readonly end: number;
  last: Promise<unknown>;
}

const turnsOf = new WeakMap<RequestContext, Turns>();

@Resolver()
export class RuleSimulationResolver {
  @Query(() => RuleSimulation, {
    description: "How many findings a rule would give with other numbers, in the caller's scope or one unit of it. One at a time, for 30 seconds at most.",
  })
  async simulateRule(
    @Ctx() context: RequestContext,
    @Arg("rule", () => String) rule: string,
    @Arg("parameters", () => [RuleParameterInput]) parameters: RuleParameterInput[],
    @Arg("unit", () => String, { nullable: true }) unit: string | null,
    @Arg("asOf", () => CalendarDate, { nullable: true }) asOf: string | null,
  ): Promise<Simulation> {
    const { dataSource, catalogue, viewer, today, reads } = context;
    const simulation = await inTurn(context, (end) => simulateRule(dataSource, catalogue, viewer, answerDay(asOf, today), { rule, parameters, unit }, end));
    reads.note("simulateRule", [...simulation.added, ...simulation.removed].map(({ fileNumber }) => fileNumber));
    return simulation;
  }
}

/** Fields of a query are answered at the same time, and the gateway has one simulation at a time: those of one operation must not refuse each other. */
function inTurn(context: RequestContext, simulate: (end: number) => Promise<Simulation>): Promise<Simulation> {
  const turns = turnsOf.get(context) ?? { end: Date.now() + LONGEST_MS, last: Promise.resolve() };
  const simulation = turns.last.then(() => simulate(turns.end), () => simulate(turns.end));
  turns.last = simulation;
  turnsOf.set(context, turns);
  return simulation;
}
