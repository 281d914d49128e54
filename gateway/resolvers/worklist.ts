import { Arg, Ctx, Int, Query, Resolver } from "type-graphql";
import { Caseload } from "../../schema/caseload.js";
import { ListedClientConnection } from "../../schema/client-list.js";
import { FindingConnection } from "../../schema/finding-connection.js";
import { FindingKind } from "../../schema/finding-kind.js";
import { CalendarDate } from "../../schema/scalars.js";
import { WorklistCounts } from "../../schema/worklist-counts.js";
import type { Page } from "../database/keyset.js";
import { caseload, type Caseload as KnownCaseload } from "../findings/caseload.js";
import { clientList, type ListedClient } from "../findings/client-list.js";
import type { FindingPage } from "../findings/query-list.js";
import { worklistCounts, type WorklistCounts as KnownCounts } from "../findings/worklist-counts.js";
import { worklist } from "../findings/worklist.js";
import type { RequestContext } from "./request-context.js";

@Resolver()
export class WorklistResolver {
  @Query(() => FindingConnection, {
    description: "Findings in the order in which a person would work: overdue first, then by date; what is acknowledged last. "
      + "A day ahead tells what will be due by then if nothing changes. kinds: those alone. first: 1 to 500.",
  })
  async worklist(
    @Ctx() { dataSource, viewer, today, reads }: RequestContext,
    @Arg("caseworker", () => String, { nullable: true }) caseworker: string | null,
    @Arg("unit", () => String, { nullable: true }) unit: string | null,
    @Arg("kinds", () => [FindingKind], { nullable: true }) kinds: FindingKind[] | null,
    @Arg("on", () => CalendarDate, { nullable: true }) on: string | null,
    @Arg("first", () => Int, { nullable: true, defaultValue: 50 }) first: number,
    @Arg("after", () => String, { nullable: true }) after: string | null,
  ): Promise<FindingPage> {
    const page = await worklist(dataSource, viewer, { on: on ?? today, today }, { caseworker, unit, kinds, first, after });
    reads.note("worklist", page.edges.map(({ node }) => node.fileNumber));
    return page;
  }

  @Query(() => WorklistCounts, {
    description: "How many findings stand in each part of a worklist, by kind. Of a colleague's: for managers, of the units that they manage.",
  })
  worklistCounts(
    @Ctx() { dataSource, viewer, today }: RequestContext,
    @Arg("caseworker", () => String, { nullable: true }) caseworker: string | null,
    @Arg("unit", () => String, { nullable: true }) unit: string | null,
    @Arg("on", () => CalendarDate, { nullable: true }) on: string | null,
  ): Promise<KnownCounts> {
    return worklistCounts(dataSource, viewer, { on: on ?? today, today }, { caseworker, unit });
  }

  @Query(() => ListedClientConnection, {
    description: "The client list (kundlista): every living client with a running decision, and whoever has anything found. Overdue first, then by "
      + "the next date. Of a caseworker, a unit, or all in the caller's scope. first: 1 to 500.",
  })
  async clientList(
    @Ctx() { dataSource, viewer, today, reads }: RequestContext,
    @Arg("caseworker", () => String, { nullable: true }) caseworker: string | null,
    @Arg("unit", () => String, { nullable: true }) unit: string | null,
    @Arg("on", () => CalendarDate, { nullable: true }) on: string | null,
    @Arg("first", () => Int, { nullable: true, defaultValue: 50 }) first: number,
    @Arg("after", () => String, { nullable: true }) after: string | null,
  ): Promise<Page<ListedClient>> {
    const page = await clientList(dataSource, viewer, { on: on ?? today, today }, { caseworker, unit, first, after });
    reads.note("clientList", page.edges.map(({ node }) => node.fileNumber));
    return page;
  }

  @Query(() => Caseload, { description: "For managers: what each caseworker has on the desk, in one unit or all of the caller's." })
  caseload(
    @Ctx() { dataSource, viewer, today }: RequestContext,
    @Arg("unit", () => String, { nullable: true }) unit: string | null,
    @Arg("on", () => CalendarDate, { nullable: true }) on: string | null,
  ): Promise<KnownCaseload> {
    return caseload(dataSource, viewer, { on: on ?? today, today }, unit ?? null);
  }
}
