import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { DecisionCheck } from "../../schema/decision-check.js";
import { DecisionDraftInput } from "../../schema/decision-draft.js";
import { DecisionNotice } from "../../schema/decision-notice.js";
import { Language } from "../../schema/language.js";
import { CalendarDate } from "../../schema/scalars.js";
import { answerDay } from "../access/answer-day.js";
import { checkDecision, type DraftAnswer } from "../cases/check-decision.js";
import { isoDay } from "../rules/calendar.js";
import { type DraftNotice, noticeText } from "../rules/draft-outlook.js";
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

@Resolver(() => DecisionNotice)
export class DecisionNoticeResolver {
  @FieldResolver(() => CalendarDate, { nullable: true })
  on(@Root() { on }: DraftNotice): string | null {
    return on === null ? null : isoDay(on);
  }

  @FieldResolver(() => String, { description: "The whole of it in a sentence." })
  text(
    @Root() notice: DraftNotice,
    @Ctx() { catalogue }: RequestContext,
    @Arg("language", () => Language, { nullable: true, defaultValue: Language.SV }) language: Language | null,
  ): string {
    return noticeText(notice, language ?? "SV", catalogue.names);
  }
}
