import { Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { ShownUnit, Viewer } from "../../schema/viewer.js";
import { requireRole } from "../access/operations.js";
import { shownStaff, shownUnits, type ShownUnit as NamedUnit } from "../access/shown-names.js";
import { viewerUnits } from "../access/viewer-units.js";
import type { RequestContext } from "./request-context.js";

type KnownViewer = Pick<Viewer, "subject" | "units">;

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer)
  async viewer(@Ctx() { dataSource, viewer, today }: RequestContext) {
    requireRole(viewer, "viewer");
    const { units, districts } = await viewerUnits(dataSource, viewer, today);
    return { subject: viewer.subject, roles: viewer.roles, units, district: districts.length === 1 ? districts[0] : null };
  }

  @FieldResolver(() => String)
  shown(@Root() { subject }: KnownViewer, @Ctx() { dataSource, today }: RequestContext): Promise<string> {
    return shownStaff(dataSource, subject, today);
  }

  @FieldResolver(() => [ShownUnit])
  unitsShown(@Root() { units }: KnownViewer, @Ctx() { dataSource, today }: RequestContext): Promise<NamedUnit[]> {
    return shownUnits(dataSource, units, today);
  }
}
