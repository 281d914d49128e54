import type { DataSource } from "typeorm";
import type { AnswerDay } from "../access/answer-day.js";
import { nameOfPerson } from "../access/identity.js";
import { requireRole } from "../access/operations.js";
import { caseScope } from "../access/scope.js";
import type { Viewer } from "../access/viewer.js";
import { type Page, pageOf, pageSize, type Place, placeAfter } from "../database/keyset.js";
import { SqlParameters } from "../database/sql-parameters.js";
import { acknowledgementOn } from "./query-answers.js";
import { gravityOn, holdsOn, isFoundOn } from "./query-finding.js";
import { type CaseStanding, caseStandings } from "./query-standing.js";
import { runs } from "./running-decision.js";
import type { WorklistRequest } from "./worklist.js";

/** A client of a caseworker or unit, and how the case stands. */
export interface ListedClient extends Pick<CaseStanding, "fileNumber" | "status" | "protected" | "nextDueOn" | "findings"> {
  /** Null where the extracts have none. */
  readonly name: string | null;
  readonly unit: string;
  readonly caseworker: string | null;
  /** Running decisions on the day. */
  readonly decisions: number;
}

const LIST = "clientList";
/** As far off as no date is: after all that has one. */
const LAST = 1_000_000_000;

/**
 * The client list (kundlista) of a caseworker, of a unit, or of all in the viewer's scope on a day: every living client with a
 * running decision, and whoever has anything found. In the order in which a person would go through it: what is overdue, the longest
 * first; then by the next date, found or not yet; last those without any. Three statements.
 * @throws RequestError FORBIDDEN for a role without cases; BAD_USER_INPUT for a wrong page size or cursor
 */
export async function clientList(
  dataSource: DataSource, viewer: Viewer, day: AnswerDay, request: WorklistRequest,
): Promise<Page<ListedClient>> {
  requireRole(viewer, "clientList");
  const size = pageSize(request.first);
  const after = placeAfter(LIST, request.after);
  const parameters = new SqlParameters();
  const statement = listStatement(viewer, day, request, { size, after }, parameters);
  const [answer] = await dataSource.query<ListAnswer[]>(statement, parameters.values);
  const rows = answer?.rows ?? [];
  const fileNumbers = rows.slice(0, size).map(({ client }) => client.fileNumber);
  const standings = new Map((await caseStandings(dataSource, viewer, day, { fileNumbers, numberHashes: [] })).map((standing) => [standing.fileNumber, standing]));
  // Between the statements a load may have taken somebody out of scope: then they are not told of.
  const known = rows.slice(0, size).flatMap(({ place, client }) => {
    const standing = standings.get(client.fileNumber);
    return standing ? [{ place, client: { ...client, ...standing } }] : [];
  });
  const page = pageOf(LIST, known, size, answer?.total ?? 0, ({ client }) => client);
  return { ...page, pageInfo: { ...page.pageInfo, hasNextPage: rows.length > size } };
}

type Client = Pick<ListedClient, "fileNumber" | "name" | "unit" | "caseworker" | "decisions">;

interface ListAnswer {
  readonly total: number;
  /** One more than the page's size when there is a next page. */
  readonly rows: readonly { readonly place: Place; readonly client: Client }[] | null;
}

interface ListPage {
  readonly size: number;
  readonly after: Place | null;
}

function listStatement(viewer: Viewer, day: AnswerDay, { caseworker, unit }: WorklistRequest, { size, after }: ListPage, parameters: SqlParameters): string {
  const on = parameters.add(day.on, "date");
  const whose = [
    ...(caseworker ? [`known.caseworker = ${parameters.add(caseworker, "text")}`] : []),
    ...(unit ? [`known.unit = ${parameters.add(unit, "text")}`] : []),
  ];
  const next = after === null ? "" : `WHERE (rank, tie) > (${parameters.add(after[0], "int")}, ${parameters.add(after[1], "text")})`;
  return `
    WITH known AS MATERIALIZED (
      SELECT known.file_number, known.unit, known.caseworker, known.deceased_on
      FROM ${caseScope(viewer, day, parameters)} AS known ${whose.length > 0 ? `WHERE ${whose.join(" AND ")}` : ""}
    ),
    running AS (
      SELECT decision.file_number, count(*)::int AS decisions
      FROM known JOIN decision ON decision.file_number = known.file_number
      WHERE decision.known_from <= ${on} AND (decision.known_to IS NULL OR decision.known_to > ${on}) AND ${runs(on)}
      GROUP BY decision.file_number
    ),
    due AS (
      SELECT finding.file_number,
             min(coalesce(finding.due_on, ${on})) FILTER (WHERE ${isFoundOn(on)} AND ack.id IS NULL) AS found_on,
             min(finding.due_on) FILTER (WHERE finding.counts_as_next AND finding.due_on >= ${on}) AS next_on,
             coalesce(max(${gravityOn(on)}) FILTER (WHERE ${isFoundOn(on)}), 0) AS gravity
      FROM known JOIN finding ON finding.file_number = known.file_number ${acknowledgementOn(on)}
      WHERE ${holdsOn(on)}
      GROUP BY finding.file_number
    ),
    listed AS MATERIALIZED (
      SELECT known.file_number AS tie, known.unit, known.caseworker, coalesce(running.decisions, 0) AS decisions,
             coalesce(4 * (coalesce(due.found_on, due.next_on) - DATE '1970-01-01') + 3 - due.gravity, ${LAST}) AS rank
      FROM known
      LEFT JOIN running ON running.file_number = known.file_number
      LEFT JOIN due ON due.file_number = known.file_number
      WHERE due.gravity > 0 OR (running.decisions > 0 AND (known.deceased_on IS NULL OR known.deceased_on > ${on}))
    ),
    page AS (SELECT * FROM listed ${next} ORDER BY rank, tie LIMIT ${parameters.add(size + 1, "int")})
    SELECT (SELECT count(*)::int FROM listed) AS total,
           (SELECT json_agg(json_build_object('place', json_build_array(page.rank, page.tie), 'client', json_build_object(
                      'fileNumber', page.tie, 'name', ${nameOfPerson("page.tie", viewer, day, parameters)}, 'unit', page.unit,
                      'caseworker', page.caseworker, 'decisions', page.decisions)) ORDER BY page.rank, page.tie)
            FROM page) AS rows`;
}
