import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { ChangeConnection } from "../../schema/change.js";
import { FactType } from "../../schema/fact-type.js";
import { type AskedPage, changePage, countChanges } from "../feed/query-changes.js";
import type { RequestContext } from "./request-context.js";

@Resolver(() => ChangeConnection)
export class ChangeResolver {
  @Query(() => ChangeConnection, {
    description: "Every fact added, changed or withdrawn by loads since a cursor, in commit order; never skips, never repeats. "
      + "Without after: from the beginning. types: those that the caller may have. first: 1 to 500.",
  })
  async changes(
    @Ctx() { dataSource, viewer, ring, reads }: RequestContext,
    @Arg("after", () => String, { nullable: true }) after: string | null,
    @Arg("types", () => [FactType], { nullable: true }) types: FactType[] | null,
    @Arg("first", () => Int, { nullable: true, defaultValue: 500 }) first: number,
  ): Promise<AskedPage> {
    const page = await changePage(dataSource, ring, viewer, { after, types, first });
    reads.note("changes", page.fileNumbers);
    return page;
  }

  @FieldResolver(() => Int, {
    description: "How many changes somebody is told who begins now, counted to 100 000 at most. Counting takes as long as reading them: leave it out of bulk reading.",
  })
  totalCount(@Root() { types }: AskedPage, @Ctx() { dataSource, viewer }: RequestContext): Promise<number> {
    return countChanges(dataSource, viewer, types);
  }
}
