import { Arg, Ctx, Int, Query, Resolver } from "type-graphql";
import { BudgetFollowUp } from "../../schema/budget.js";
import { CalendarDate } from "../../schema/scalars.js";
import { answerDay } from "../access/answer-day.js";
import { type BudgetFollowUp as KnownBudget, budgetFollowUp } from "../figures/budget.js";
import type { RequestContext } from "./request-context.js";

@Resolver()
export class BudgetResolver {
  @Query(() => BudgetFollowUp, {
    description: "Budget, outcome and forecast of a unit in a year; with asOf as they were known on that day. NOT_FOUND: nothing is known of them, or the unit is none of the caller's.",
  })
  budget(
    @Ctx() { dataSource, viewer, today }: RequestContext,
    @Arg("unit", () => String) unit: string,
    @Arg("year", () => Int) year: number,
    @Arg("asOf", () => CalendarDate, { nullable: true }) asOf: string | null,
  ): Promise<KnownBudget> {
    return budgetFollowUp(dataSource, viewer, answerDay(asOf, today), { unit, year });
  }
}
