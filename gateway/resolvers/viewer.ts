import { Ctx, Query, Resolver } from "type-graphql";
import { Viewer } from "../../schema/viewer.js";
import { requireRole } from "../access/operations.js";
import { viewerUnits } from "../access/viewer-units.js";
import type { RequestContext } from "./request-context.js";

@Resolver()
export class ViewerResolver {
  @Query(() => Viewer)
  async viewer(@Ctx() { dataSource, viewer, today }: RequestContext) {
    requireRole(viewer, "viewer");
    const { units, districts } = await viewerUnits(dataSource, viewer, today);
    return { subject: viewer.subject, roles: viewer.roles, units, district: districts.length === 1 ? districts[0] : null };
  }
}
