import { Arg, Ctx, ID, Mutation, Resolver } from "type-graphql";
import { OpenedRow } from "../../schema/opened-row.js";
import { answerDay } from "../access/answer-day.js";
import { openRejectedRow, type OpenedRow as OpenRow } from "../loading/query-opened-row.js";
import type { RequestContext } from "./request-context.js";

@Resolver()
export class RejectedRowResolver {
  @Mutation(() => OpenedRow, {
    description:
      "Opens a row in quarantine of a case that the operator may know of; any other, of a protected person above all, is NOT_FOUND. Takes a purpose (X-Overblick-Purpose), and is written to the access log.",
  })
  async openRejectedRow(
    @Ctx() { dataSource, viewer, today, ring, reads }: RequestContext,
    @Arg("id", () => ID) id: string,
  ): Promise<OpenRow> {
    const opened = await openRejectedRow(dataSource, viewer, answerDay(null, today), ring, { id, purpose: reads.purpose });
    reads.note("openRejectedRow", opened.fileNumbers);
    return opened;
  }
}
