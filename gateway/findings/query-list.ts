import type { DataSource } from "typeorm";
import type { AnswerDay } from "../access/answer-day.js";
import { requireRole } from "../access/operations.js";
import { caseScope } from "../access/scope.js";
import type { Viewer } from "../access/viewer.js";
import { type Page, type PageRequest, pageOf, pageSize, type Place, placeAfter } from "../database/keyset.js";
import { SqlParameters } from "../database/sql-parameters.js";
import type { FindingKind, Severity } from "../rules/timeline.js";
import { acknowledgementOn } from "./query-answers.js";
import {
  type FindingRow, findingRowJson, type FoundFinding, gravityOn, holdsOn, isFoundOn, readFiles, severityOf,
} from "./query-finding.js";

/** Which findings (contract 4, `FindingFilter`): all that is given must hold; an empty list matches nothing. */
export interface FindingCriteria {
  readonly kinds?: readonly FindingKind[] | null;
  readonly severities?: readonly Severity[] | null;
  readonly units?: readonly string[] | null;
  readonly caseworkers?: readonly string[] | null;
  readonly fileNumbers?: readonly string[] | null;
  readonly rules?: readonly string[] | null;
  readonly dueBefore?: string | null;
  readonly acknowledged?: boolean | null;
}

/** Ascending rank and then the finding's id give each order; a finding without a date comes last. */
const RANKS = {
  DUE_ON_ASC: () => `coalesce(finding.due_on - DATE '1970-01-01', 2147483647)`,
  DUE_ON_DESC: () => `coalesce(DATE '1970-01-01' - finding.due_on, 2147483647)`,
  SEVERITY_DESC: (on: string) => `-(${gravityOn(on)})`,
} as const;

export type FindingSort = keyof typeof RANKS;

/** What is asked of the list. */
export interface FindingListRequest extends PageRequest {
  readonly filter?: FindingCriteria | null;
  readonly orderBy?: FindingSort | null;
}

/**
 * A page of the findings that the viewer may know of on the day. Two statements.
 * @throws RequestError FORBIDDEN for a role without lists; BAD_USER_INPUT for a wrong page size or cursor
 */
export async function findingList(
  dataSource: DataSource,
  viewer: Viewer,
  day: AnswerDay,
  request: FindingListRequest,
): Promise<FindingPage> {
  requireRole(viewer, "findings");
  const sort = request.orderBy ?? "DUE_ON_ASC";
  const filter = request.filter ?? {};
  return findingPage(dataSource, viewer, day, request, {
    name: `findings ${sort}`, rank: RANKS[sort], conditions: (on, parameters) => conditions(filter, on, parameters),
    persons: filter.fileNumbers ?? [],
  });
}

/** A page of findings. Of each it is told whether the person's identity is protected today: lists are read over shoulders. */
export interface FindingPage extends Page<FoundFinding> {
  readonly edges: (Page<FoundFinding>["edges"][number] & { readonly protected: boolean })[];
  /** Those of the persons asked for whom the viewer may know of: that something or nothing is found is told of each, on whatever page. */
  readonly asked: readonly string[];
}

/** A list of findings: which, in which order. */
export interface FindingList {
  /** A cursor of one list does not fit another. */
  readonly name: string;
  /** SQL of a whole number that ascends. @param on SQL of the day */
  rank(on: string): string;
  /** SQL of what a row of `finding`, beside `ack` and the case `known`, must be. */
  conditions(on: string, parameters: SqlParameters): readonly string[];
  /** File numbers of the persons that it asks for by name; none when it asks for nobody in particular. */
  readonly persons: readonly string[];
}

/** A page of a list, of the findings in the viewer's scope on the day. Two statements. */
export async function findingPage(
  dataSource: DataSource, viewer: Viewer, day: AnswerDay, request: PageRequest, list: FindingList,
): Promise<FindingPage> {
  const size = pageSize(request.first);
  const after = placeAfter(list.name, request.after);
  const parameters = new SqlParameters();
  const statement = listStatement(viewer, day, list, { size, after }, parameters);
  const [answer] = await dataSource.query<ListAnswer[]>(statement, parameters.values);
  const rows = answer?.rows ?? [];
  const complete = await readFiles(dataSource, rows.map(({ finding }) => finding));
  const page = pageOf(list.name, rows, size, answer?.total ?? 0, ({ finding }) => complete(finding));
  const edges = page.edges.map((edge, index) => ({ ...edge, protected: rows[index]!.protected }));
  return { ...page, edges, asked: answer?.asked ?? [] };
}

interface ListAnswer {
  readonly total: number;
  readonly asked: readonly string[] | null;
  /** One more than the page's size when there is a next page. */
  readonly rows: readonly { readonly place: Place; readonly protected: boolean; readonly finding: FindingRow }[] | null;
}

interface ListPage {
  readonly size: number;
  readonly after: Place | null;
}

function listStatement(
  viewer: Viewer, day: AnswerDay, list: FindingList, page: ListPage, parameters: SqlParameters,
): string {
  const on = parameters.add(day.on, "date");
  return `
    WITH known AS NOT MATERIALIZED ${caseScope(viewer, day, parameters)},
    matching AS MATERIALIZED (
      SELECT finding.id, known.protected, finding.finding_id AS tie, ${list.rank(on)} AS rank
      FROM finding JOIN known ON known.file_number = finding.file_number
      ${acknowledgementOn(on)}
      WHERE ${[holdsOn(on), isFoundOn(on), ...list.conditions(on, parameters)].join(" AND ")}
    ),
    page AS (
      SELECT * FROM matching ${afterCondition(page.after, parameters)}
      ORDER BY rank, tie LIMIT ${parameters.add(page.size + 1, "int")}
    )
    SELECT (SELECT count(*)::int FROM matching) AS total,
           ${askedPersons(list.persons, parameters)} AS asked,
           (SELECT json_agg(json_build_object('place', json_build_array(page.rank, page.tie), 'protected', page.protected,
                                              'finding', ${findingRowJson(on, viewer)}) ORDER BY page.rank, page.tie)
            FROM page JOIN finding ON finding.id = page.id ${acknowledgementOn(on)}) AS rows`;
}

function askedPersons(persons: readonly string[], parameters: SqlParameters): string {
  if (persons.length === 0) return "NULL::json";
  return `(SELECT json_agg(known.file_number) FROM known WHERE known.file_number = ANY(${parameters.add(persons, "text[]")}))`;
}

function afterCondition(after: Place | null, parameters: SqlParameters): string {
  if (after === null) return "";
  return `WHERE (rank, tie) > (${parameters.add(after[0], "int")}, ${parameters.add(after[1], "text")})`;
}

function conditions(filter: FindingCriteria, on: string, parameters: SqlParameters): string[] {
  const lists = [
    ["finding.kind", filter.kinds],
    [severityOf(gravityOn(on)), filter.severities],
    ["finding.unit", filter.units],
    ["finding.caseworker", filter.caseworkers],
    ["finding.file_number", filter.fileNumbers],
    ["finding.rule", filter.rules],
  ] as const;
  const given = lists.flatMap(([column, list]) => (list ? [`${column} = ANY(${parameters.add(list, "text[]")})`] : []));
  if (filter.dueBefore) given.push(`finding.due_on < ${parameters.add(filter.dueBefore, "date")}`);
  if (typeof filter.acknowledged === "boolean") given.push(`(ack.id IS NOT NULL) = ${filter.acknowledged}`);
  return given;
}
