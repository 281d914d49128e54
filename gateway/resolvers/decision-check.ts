import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { DecisionCheck } from "../../schema/decision-check.js";
import { DecisionDraftInput } from "../../schema/decision-draft.js";
import { answerDay } from "../access/answer-day.js";
import { checkDecision, type DraftAnswer } from "../cases/check-decision.js";
import type { RequestContext } from "./request-context.js";

@Resolver()
export class DecisionCheckResolver {
  @Query(() => DecisionCheck, {
    description: "Would this decision be within the decision-maker's delegation, and what else should be known before it is made?",
  })
  async checkDecision(
    @Ctx() { dataSource, catalogue, viewer, today, reads }: RequestContext,
    @Arg("draft", () => DecisionDraftInput) draft: DecisionDraftInput,
  ): Promise<DraftAnswer> {
    const answer = await checkDecision(dataSource, catalogue, viewer, answerDay(null, today), draft);
    reads.note("checkDecision", [draft.fileNumber]);
    return answer;
  }
}
