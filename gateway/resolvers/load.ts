import { Arg, Ctx, ID, Int, Query, Resolver } from "type-graphql";
import { LoadConnection } from "../../schema/load.js";
import { RejectedRowConnection } from "../../schema/rejected-row.js";
import { answerDay } from "../access/answer-day.js";
import type { Page } from "../database/keyset.js";
import { type ListedLoad, loadList } from "../loading/query-loads.js";
import { type ListedRejectedRow, rejectedRowList } from "../loading/query-rejected-rows.js";
import type { RequestContext } from "./request-context.js";

@Resolver()
export class LoadResolver {
  @Query(() => LoadConnection, { description: "The files that were delivered, the newest first. first: 1 to 500." })
  loads(
    @Ctx() { dataSource, viewer }: RequestContext,
    @Arg("first", () => Int, { nullable: true, defaultValue: 50 }) first: number,
    @Arg("after", () => String, { nullable: true }) after: string | null,
  ): Promise<Page<ListedLoad>> {
    return loadList(dataSource, viewer, { first, after });
  }

  @Query(() => RejectedRowConnection, { description: "The rows in quarantine, of one load or all. first: 1 to 500." })
  async rejectedRows(
    @Ctx() { dataSource, viewer, today, ring, reads }: RequestContext,
    @Arg("load", () => ID, { nullable: true }) load: string | null,
    @Arg("first", () => Int, { nullable: true, defaultValue: 50 }) first: number,
    @Arg("after", () => String, { nullable: true }) after: string | null,
  ): Promise<Page<ListedRejectedRow>> {
    const page = await rejectedRowList(dataSource, viewer, answerDay(null, today), ring, { load, first, after });
    reads.note("rejectedRows", page.edges.map(({ node }) => node.fileNumber));
    return page;
  }
}
