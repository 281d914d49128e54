import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { Language } from "../../schema/language.js";
import { Rule } from "../../schema/rule.js";
import { CalendarDate } from "../../schema/scalars.js";
import { requireRole } from "../access/operations.js";
import { type Day, day, isoDay } from "../rules/calendar.js";
import type { Rule as CatalogueRule } from "../rules/rule.js";
import type { RequestContext } from "./request-context.js";

@Resolver(() => Rule)
export class RuleResolver {
  @Query(() => [Rule], { description: "The rules in force on a day (today), in a district (all)." })
  rules(
    @Ctx() { viewer, catalogue, today }: RequestContext,
    @Arg("on", () => CalendarDate, { nullable: true }) on: string | null,
    @Arg("district", () => String, { nullable: true }) district: string | null,
  ): readonly CatalogueRule[] {
    requireRole(viewer, "rules");
    return catalogue.rulesOn(day(on ?? today), district ?? null);
  }

  @FieldResolver(() => CalendarDate, { nullable: true })
  validFrom(@Root() rule: CatalogueRule): string | null {
    return isoDayOrNull(rule.validFrom);
  }

  @FieldResolver(() => CalendarDate, { nullable: true })
  validTo(@Root() rule: CatalogueRule): string | null {
    return isoDayOrNull(rule.validTo);
  }

  @FieldResolver(() => [String])
  districts(@Root() rule: CatalogueRule): string[] {
    return [...(rule.districts ?? [])];
  }

  @FieldResolver(() => String, { description: "What the rule says, its numbers filled in." })
  text(
    @Root() rule: CatalogueRule,
    @Arg("language", () => Language, { nullable: true, defaultValue: Language.SV }) language: Language | null,
  ): string {
    return rule.text[language ?? "SV"];
  }
}

function isoDayOrNull(value: Day | null): string | null {
  return value === null ? null : isoDay(value);
}
