import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from "type-graphql";
import { Load, LoadConnection } from "../../schema/load.js";
import { RejectedRowConnection } from "../../schema/rejected-row.js";
import { answerDay } from "../access/answer-day.js";
import type { Page } from "../database/keyset.js";
import { acceptHeldLoad, dismissRejectedRow, retryRejectedRows } from "../intake/operator-work.js";
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

  @Mutation(() => Load, { description: "Loads a held file and what waits for it, and gives the load that came of it." })
  acceptLoad(@Ctx() context: RequestContext, @Arg("id", () => ID, { description: "The load that it was held in." }) id: string): Promise<ListedLoad> {
    return acceptHeldLoad(context, context.viewer, id);
  }

  @Mutation(() => Load, { description: "Reads the rows again that a load has in quarantine, when what they lacked has been mended." })
  retryLoad(@Ctx() context: RequestContext, @Arg("id", () => ID) id: string): Promise<ListedLoad> {
    return retryRejectedRows(context, context.viewer, id);
  }

  @Mutation(() => Load, { description: "Takes a row out of quarantine for good, and gives the load that it came in. What stands of its key stands on." })
  dismissRejectedRow(@Ctx() context: RequestContext, @Arg("id", () => ID, { description: "The row's id." }) id: string): Promise<ListedLoad> {
    return dismissRejectedRow(context, context.viewer, id);
  }
}
