import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { RuleParameterInput, RuleSimulation } from "../../schema/rule-simulation.js";
import { CalendarDate } from "../../schema/scalars.js";
import { answerDay } from "../access/answer-day.js";
import { type RuleSimulation as Simulation, simulateRule } from "../findings/simulate.js";
import type { RequestContext } from "./request-context.js";

@Resolver()
export class RuleSimulationResolver {
  @Query(() => RuleSimulation, {
    description: "How many findings a rule would give with other numbers, in the caller's scope or one unit of it. One at a time, for 30 seconds at most.",
  })
  async simulateRule(
    @Ctx() { dataSource, catalogue, viewer, today, reads }: RequestContext,
    @Arg("rule", () => String) rule: string,
    @Arg("parameters", () => [RuleParameterInput]) parameters: RuleParameterInput[],
    @Arg("unit", () => String, { nullable: true }) unit: string | null,
    @Arg("asOf", () => CalendarDate, { nullable: true }) asOf: string | null,
  ): Promise<Simulation> {
    const simulation = await simulateRule(dataSource, catalogue, viewer, answerDay(asOf, today), { rule, parameters, unit });
    reads.note("simulateRule", [...simulation.added, ...simulation.removed].map(({ fileNumber }) => fileNumber));
    return simulation;
  }
}
