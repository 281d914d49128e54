import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { Evidence } from "../../schema/evidence.js";
import { Language } from "../../schema/language.js";
import type { FoundEvidence } from "../findings/query-finding.js";
import { evidenceValueInWords } from "../rules/explain.js";
import { evidenceName } from "../rules/names.js";
import type { RequestContext } from "./request-context.js";

@Resolver(() => Evidence)
export class EvidenceResolver {
  @FieldResolver(() => String, { description: "What the value is, in words: \"Insats\" for decision.intervention." })
  label(
    @Root() { name }: FoundEvidence,
    @Ctx() { catalogue }: RequestContext,
    @Arg("language", () => Language, { nullable: true, defaultValue: Language.SV }) language: Language | null,
  ): string {
    return evidenceName(name, language ?? Language.SV, catalogue.names);
  }

  @FieldResolver(() => String, { description: "The value in words: \"Hemtjänst\" for HTJ, \"30 november 2022\" for 2022-11-30." })
  shown(
    @Root() evidence: FoundEvidence,
    @Ctx() { catalogue }: RequestContext,
    @Arg("language", () => Language, { nullable: true, defaultValue: Language.SV }) language: Language | null,
  ): string {
    return evidence.shownAs ?? evidenceValueInWords(evidence, language ?? Language.SV, catalogue.names);
  }
}
