import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { FindingConnection } from "../../schema/finding-connection.js";
import { FindingFilter } from "../../schema/finding-filter.js";
import { FindingOrder } from "../../schema/finding-order.js";
import { Finding } from "../../schema/finding.js";
import { Language } from "../../schema/language.js";
import { Rule } from "../../schema/rule.js";
import { CalendarDate } from "../../schema/scalars.js";
import { answerDay } from "../access/answer-day.js";
import { mayAcknowledge } from "../findings/acknowledge.js";
import type { FoundFinding } from "../findings/query-finding.js";
import { findingList, type FindingPage } from "../findings/query-list.js";
import { day } from "../rules/calendar.js";
import type { Catalogue } from "../rules/catalogue.js";
import { type FindingTexts, findingTexts } from "../rules/explain.js";
import type { Rule as CatalogueRule } from "../rules/rule.js";
import type { RequestContext } from "./request-context.js";

@Resolver(() => Finding)
export class FindingResolver {
  @Query(() => FindingConnection, { description: "Findings of the cases that the caller may know of. first: 1 to 500." })
  async findings(
    @Ctx() { dataSource, viewer, today, reads }: RequestContext,
    @Arg("filter", () => FindingFilter, { nullable: true }) filter: FindingFilter | null,
    @Arg("orderBy", () => FindingOrder, { nullable: true, defaultValue: FindingOrder.DUE_ON_ASC }) orderBy: FindingOrder,
    @Arg("first", () => Int, { nullable: true, defaultValue: 50 }) first: number,
    @Arg("after", () => String, { nullable: true }) after: string | null,
    @Arg("asOf", () => CalendarDate, { nullable: true }) asOf: string | null,
  ): Promise<FindingPage> {
    const page = await findingList(dataSource, viewer, answerDay(asOf, today), { filter, orderBy, first, after });
    reads.note("findings", [...page.asked, ...page.edges.map(({ node }) => node.fileNumber)]);
    return page;
  }

  @FieldResolver(() => Rule, { description: "The rule behind it, as it held on the day that the finding speaks of." })
  rule(@Root() finding: FoundFinding, @Ctx() { catalogue }: RequestContext): CatalogueRule {
    return ruleBehind(finding, catalogue);
  }

  @FieldResolver(() => String, { description: "What it is, in one line." })
  title(
    @Root() finding: FoundFinding,
    @Ctx() { catalogue }: RequestContext,
    @Arg("language", () => Language, { nullable: true, defaultValue: Language.SV }) language: Language | null,
  ): string {
    return textsOf(finding, catalogue, language).title;
  }

  @FieldResolver(() => String, { description: "Why, in one line: the first of the explanation." })
  why(
    @Root() finding: FoundFinding,
    @Ctx() { catalogue }: RequestContext,
    @Arg("language", () => Language, { nullable: true, defaultValue: Language.SV }) language: Language | null,
  ): string {
    return whyOf(textsOf(finding, catalogue, language).explanation);
  }

  @FieldResolver(() => String, { description: "Three lines: why; what to do next; by which rule and source." })
  explanation(
    @Root() finding: FoundFinding,
    @Ctx() { catalogue }: RequestContext,
    @Arg("language", () => Language, { nullable: true, defaultValue: Language.SV }) language: Language | null,
  ): string {
    return textsOf(finding, catalogue, language).explanation;
  }

  @FieldResolver(() => Boolean, {
    description: "Whether it is the caller's to acknowledge, and to take that back: DELEGATION and INTEGRITY are for a manager of the unit that answers.",
  })
  mayAcknowledge(@Root() finding: FoundFinding, @Ctx() { viewer, today }: RequestContext): boolean {
    return mayAcknowledge(viewer, { today }, finding);
  }
}

/** The first of the explanation's lines. */
function whyOf(explanation: string): string {
  return explanation.slice(0, explanation.indexOf("\n"));
}

function textsOf(finding: FoundFinding, catalogue: Catalogue, language: Language | null): FindingTexts {
  const { variant, dueOn, explainedBy } = finding;
  const explained = { variant, dueOn: dueOn === null ? null : day(dueOn), evidence: explainedBy };
  return findingTexts(explained, ruleBehind(finding, catalogue), day(finding.on), language ?? "SV", catalogue.names);
}

/** Findings are derived anew when the catalogue changes, so that each has its rule. */
function ruleBehind(finding: FoundFinding, catalogue: Catalogue): CatalogueRule {
  const { rule: id, kind, explainedBy, on, district, foundBy = catalogue } = finding;
  const rule = foundBy.ruleOf({ rule: id, kind, evidence: explainedBy }, day(on), district);
  if (rule === null) throw new Error(`RULE_OF_FINDING_MISSING: no rule ${id} in district ${district} on ${on}`);
  return rule;
}
