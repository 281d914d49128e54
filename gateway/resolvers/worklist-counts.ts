import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { DataAge } from "../../schema/data-age.js";
import { Language } from "../../schema/language.js";
import { WorklistCounts } from "../../schema/worklist-counts.js";
import { dataAge, type DataAge as KnownAge } from "../findings/data-age.js";
import { incompletenessInWords } from "../findings/incompleteness-words.js";
import type { WorklistCounts as KnownCounts } from "../findings/worklist-counts.js";
import type { RequestContext } from "./request-context.js";

@Resolver(() => WorklistCounts)
export class WorklistCountsResolver {
  @FieldResolver(() => DataAge, { description: "How old the data is that the worklist rests on." })
  age(@Root() { on }: KnownCounts, @Ctx() { dataSource, viewer, today }: RequestContext): Promise<KnownAge> {
    return dataAge(dataSource, viewer, { on, today });
  }
}

@Resolver(() => DataAge)
export class DataAgeResolver {
  @FieldResolver(() => [String], {
    description: "What is old or missing of those files, in sentences. Empty: nothing is known to be. Rows in quarantine are told with their cases.",
  })
  incompleteBecause(
    @Root() { incompleteBecause }: KnownAge,
    @Arg("language", () => Language, { nullable: true, defaultValue: Language.SV }) language: Language | null,
  ): string[] {
    return [...new Set(incompleteBecause.map((why) => incompletenessInWords(why, language ?? Language.SV)))];
  }
}
