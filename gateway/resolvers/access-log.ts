import { Arg, Ctx, Int, Query, Resolver } from "type-graphql";
import { AccessLogConnection, AccessLogFilter } from "../../schema/access-log.js";
import { type ListedAccess, accessList } from "../access/access-log-query.js";
import { answerDay } from "../access/answer-day.js";
import type { Page } from "../database/keyset.js";
import type { RequestContext } from "./request-context.js";

@Resolver()
export class AccessLogResolver {
  @Query(() => AccessLogConnection, {
    description: "Who read personal data: for managers reads of their own units' cases, for operators all of them but not whose. first: 1 to 500.",
  })
  async accessLog(
    @Ctx() { dataSource, viewer, today, reads }: RequestContext,
    @Arg("filter", () => AccessLogFilter, { nullable: true }) filter: AccessLogFilter | null,
    @Arg("first", () => Int, { nullable: true, defaultValue: 50 }) first: number,
    @Arg("after", () => String, { nullable: true }) after: string | null,
  ): Promise<Page<ListedAccess>> {
    const page = await accessList(dataSource, viewer, answerDay(null, today), { filter, first, after });
    reads.note("accessLog", page.edges.flatMap(({ node }) => node.fileNumbers));
    // The number alone tells of the person who was asked about.
    if (filter?.fileNumber && page.totalCount > 0) reads.note("accessLog", [filter.fileNumber]);
    return page;
  }
}
