import { Arg, Ctx, Int, Mutation, Resolver } from "type-graphql";
import { PageHealthInput } from "../../schema/page-health.js";
import { requireRole } from "../access/operations.js";
import type { RequestContext } from "./request-context.js";

@Resolver()
export class PageHealthResolver {
  @Mutation(() => Int, {
    description: "Tells how pages of the case system were understood, by page id and counts (contract 5); at most 50 at a time. Answers how many were counted: those that a served adapter names.",
  })
  reportPageHealth(
    @Ctx() { viewer, adapters, pageCounts }: RequestContext,
    @Arg("reports", () => [PageHealthInput]) reports: PageHealthInput[],
  ): number {
    requireRole(viewer, "reportPageHealth");
    return pageCounts.count(viewer.subject, reports, adapters);
  }
}
