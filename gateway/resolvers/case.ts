import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { Case } from "../../schema/case.js";
import { CaseCost } from "../../schema/case-cost.js";
import { Intervention } from "../../schema/intervention.js";
import { Language } from "../../schema/language.js";
import { OnCallMonth } from "../../schema/on-call-month.js";
import { CalendarDate } from "../../schema/scalars.js";
import { answerDay } from "../access/answer-day.js";
import { findCase, type KnownCase } from "../cases/case.js";
import { type CaseCost as KnownCaseCost, caseCosts } from "../cases/case-costs.js";
import { type OnCallMonth as KnownOnCallMonth, onCallMonths } from "../cases/on-call.js";
import { nameOf } from "../rules/names.js";
import type { RequestContext } from "./request-context.js";

@Resolver(() => Case)
export class CaseResolver {
  @Query(() => Case, { nullable: true, description: "One case; null when the caller may not know of it, as when there is none." })
  async case(
    @Ctx() { dataSource, viewer, today, reads }: RequestContext,
    @Arg("fileNumber", () => String) fileNumber: string,
    @Arg("asOf", () => CalendarDate, { nullable: true }) asOf: string | null,
  ): Promise<KnownCase | null> {
    const found = await findCase(dataSource, viewer, answerDay(asOf, today), fileNumber);
    reads.note("case", [found?.fileNumber ?? null]);
    return found;
  }

  @FieldResolver(() => [OnCallMonth], {
    description: "What the on-call services' lists say, by month, the oldest first; of that many months up to the day asked about, that is 1 to 36. "
      + "A month that the district has sent no list of is not there.",
  })
  onCall(
    @Root() { fileNumber, on }: KnownCase,
    @Ctx() { dataSource, viewer, today }: RequestContext,
    @Arg("months", () => Int, { nullable: true, defaultValue: 12 }) months: number | null,
  ): Promise<KnownOnCallMonth[]> {
    return onCallMonths(dataSource, viewer, answerDay(on, today), fileNumber, months ?? 12);
  }

  @FieldResolver(() => [CaseCost], { description: "What it costs a month: one for each intervention that a decision running on the day gives." })
  costs(@Root() { fileNumber, on }: KnownCase, @Ctx() { dataSource, viewer, today }: RequestContext): Promise<KnownCaseCost[]> {
    return caseCosts(dataSource, viewer, answerDay(on, today), fileNumber);
  }
}

@Resolver(() => Intervention)
export class InterventionResolver {
  @FieldResolver(() => String)
  name(
    @Root() { code }: Intervention,
    @Ctx() { catalogue }: RequestContext,
    @Arg("language", () => Language, { nullable: true, defaultValue: Language.SV }) language: Language | null,
  ): string {
    return nameOf(catalogue.names, "interventions", code, language ?? "SV");
  }
}
