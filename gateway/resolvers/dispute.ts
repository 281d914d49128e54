import { Arg, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import { RulePrecision } from "../../schema/dispute.js";
import { Finding } from "../../schema/finding.js";
import { answerDay } from "../access/answer-day.js";
import { disputeFinding, rulePrecision, type RulePrecision as KnownPrecision } from "../findings/dispute.js";
import type { FoundFinding } from "../findings/query-finding.js";
import type { RequestContext } from "./request-context.js";

@Resolver()
export class DisputeResolver {
  @Mutation(() => Finding, { description: "Says that a warning is wrong, and why." })
  async disputeFinding(
    @Ctx() { dataSource, viewer, today, reads }: RequestContext,
    @Arg("finding", () => ID) finding: string,
    @Arg("reason", () => String) reason: string,
  ): Promise<FoundFinding> {
    const found = await disputeFinding(dataSource, viewer, answerDay(null, today), finding, reason);
    reads.note("disputeFinding", [found.fileNumber]);
    return found;
  }

  @Query(() => [RulePrecision], { description: "For heads and controllers: how precise each rule is, in one unit or all of the caller's; for heads of those that they manage." })
  rulePrecision(
    @Ctx() { dataSource, viewer, today }: RequestContext,
    @Arg("unit", () => String, { nullable: true }) unit: string | null,
  ): Promise<KnownPrecision[]> {
    return rulePrecision(dataSource, viewer, answerDay(null, today), unit ?? null);
  }
}
