import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { CaseKeyInput } from "../../schema/case-key.js";
import { CaseOverlay } from "../../schema/case-overlay.js";
import { Language } from "../../schema/language.js";
import { CalendarDate } from "../../schema/scalars.js";
import { answerDay } from "../access/answer-day.js";
import { incompletenessInWords } from "../findings/incompleteness-words.js";
import { overlay, type OverlayAnswer } from "../findings/overlay.js";
import type { RequestContext } from "./request-context.js";

@Resolver(() => CaseOverlay)
export class OverlayResolver {
  @Query(() => [CaseOverlay], { description: "What a list page shows: one answer for each key, in the order asked. At most 200 keys." })
  async overlay(
    @Ctx() { dataSource, viewer, today, ring, reads }: RequestContext,
    @Arg("keys", () => [CaseKeyInput]) keys: CaseKeyInput[],
    @Arg("asOf", () => CalendarDate, { nullable: true }) asOf: string | null,
  ): Promise<OverlayAnswer[]> {
    const answers = await overlay(dataSource, viewer, answerDay(asOf, today), keys, ring);
    reads.note("overlay", answers.map(({ fileNumber }) => fileNumber ?? null));
    return answers;
  }

  @FieldResolver(() => [String], { description: "Why the answer may lack something, in sentences. Empty: nothing is known to." })
  incompleteBecause(
    @Root() { incompleteBecause }: OverlayAnswer,
    @Arg("language", () => Language, { nullable: true, defaultValue: Language.SV }) language: Language | null,
  ): string[] {
    return incompleteBecause.map((why) => incompletenessInWords(why, language ?? Language.SV));
  }
}
