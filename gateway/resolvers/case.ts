import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { Case } from "../../schema/case.js";
import { Intervention } from "../../schema/intervention.js";
import { Language } from "../../schema/language.js";
import { CalendarDate } from "../../schema/scalars.js";
import { answerDay } from "../access/answer-day.js";
import { findCase, type KnownCase } from "../cases/case.js";
import { nameOf } from "../rules/names.js";
import type { RequestContext } from "./request-context.js";

@Resolver()
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
