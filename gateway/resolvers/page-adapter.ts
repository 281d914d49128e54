import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { PageAdapter } from "../../schema/page-adapter.js";
import { requireRole } from "../access/operations.js";
import type { PageAdapterFile } from "../pages/adapters.js";
import { adaptersForHost } from "../pages/adapters-for-host.js";
import type { RequestContext } from "./request-context.js";

@Resolver()
export class PageAdapterResolver {
  @Query(() => [PageAdapter], { description: "How the overlay finds its way on pages: all, or those that name a host." })
  pageAdapters(
    @Ctx() { viewer, adapters }: RequestContext,
    @Arg("host", () => String, { nullable: true, description: "A host's name, such as sosys.example.se." }) host: string | null,
  ): readonly PageAdapterFile[] {
    requireRole(viewer, "pageAdapters");
    return typeof host === "string" ? adaptersForHost(adapters, host) : adapters;
  }
}
