import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { CaseKeyInput } from "../../schema/case-key.js";
import { CaseOverlay } from "../../schema/case-overlay.js";
import { CalendarDate } from "../../schema/scalars.js";
import { answerDay } from "../access/answer-day.js";
import { overlay, type OverlayAnswer } from "../findings/overlay.js";
import type { RequestContext } from "./request-context.js";

@Resolver()
export class OverlayResolver {
  @Query(() => [CaseOverlay], { description: "What a list page shows: one answer for each key, in the order asked. At most 200 keys." })
  async overlay(
    @Ctx() { dataSource, viewer, today, ring, reads }: RequestContext,
    @Arg("keys", () => [CaseKeyInput]) keys: CaseKeyInput[],
    @Arg("asOf", () => CalendarDate, { nullable: true }) asOf: string | null,
  ): Promise<OverlayAnswer[]> {
    const answers = await overlay(dataSource, viewer, answerDay(asOf, today), keys, ring);
    reads.note("overlay", answers.map(({ fileNumber }) => fileNumber));
    return answers;
  }
}
