import { Ctx, Query, Resolver } from "type-graphql";
import { SourceFreshness } from "../../schema/source-freshness.js";
import { type SourceFreshness as Freshness, sourcesFor } from "../loading/query-freshness.js";
import type { RequestContext } from "./request-context.js";

@Resolver()
export class SourceResolver {
  @Query(() => [SourceFreshness], {
    description: "The newest file of each type and owner, and whether it is late. For caseworkers those of the own districts.",
  })
  sources(@Ctx() { dataSource, viewer, today }: RequestContext): Promise<Freshness[]> {
    return sourcesFor(dataSource, viewer, today);
  }
}
