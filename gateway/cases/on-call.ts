import type { DataSource } from "typeorm";
import type { AnswerDay } from "../access/answer-day.js";
import { requireRole } from "../access/operations.js";
import { caseScope } from "../access/scope.js";
import type { Viewer } from "../access/viewer.js";
import { SqlParameters } from "../database/sql-parameters.js";
import { RequestError } from "../request-error.js";
import { isKnown, MOST_MONTHS } from "./query-decisions.js";

/** What the on-call services' lists say of a client in one month (contract 2). */
export interface OnCallMonth {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly alarms: number;
  readonly visits: number;
  readonly falls: number;
  readonly others: number;
}

/**
 * The months of on-call lists, the oldest first, of that many up to the day's month: 0 says that the list of that month
 * has nothing of the client. A month that the client's district has sent no list of is not there: it is not known. One statement.
 * @returns none for a case that the viewer may not know of
 * @throws RequestError FORBIDDEN for a role that asks about no single case; BAD_USER_INPUT for other months than 1 to 36
 */
export async function onCallMonths(
  dataSource: DataSource, viewer: Viewer, day: AnswerDay, fileNumber: string, months: number,
): Promise<OnCallMonth[]> {
  requireRole(viewer, "case");
  if (months < 1 || months > MOST_MONTHS) throw new RequestError("BAD_USER_INPUT", `months is 1 to ${MOST_MONTHS}.`);
  const parameters = new SqlParameters();
  const on = parameters.add(day.on, "date");
  const count = (event: string): string => `(count(*) FILTER (WHERE called.event = '${event}'))::int`;
  const since = `to_char(date_trunc('month', ${on}) - make_interval(months => ${parameters.add(months - 1, "int")}), 'YYYY-MM')`;
  const statement = `
    SELECT reported.*
    FROM ${caseScope(viewer, day, parameters)} AS known
    CROSS JOIN LATERAL (
      SELECT listed.month, ${count("LARM")} AS alarms, ${count("BESOK")} AS visits, ${count("FALL")} AS falls, ${count("OVRIGT")} AS others
      FROM (
        SELECT load.period AS month FROM load
        WHERE load.type = 'JOUR' AND load.status = 'LOADED' AND load.district = known.district AND load.extract_date <= ${on}
        UNION
        SELECT event.month FROM on_call_event AS event WHERE event.file_number = known.file_number AND ${isKnown("event", on)}
      ) AS listed
      LEFT JOIN on_call_event AS called
        ON called.file_number = known.file_number AND called.month = listed.month AND ${isKnown("called", on)}
      WHERE listed.month BETWEEN ${since} AND to_char(${on}, 'YYYY-MM') GROUP BY listed.month
    ) AS reported
    WHERE known.file_number = ${parameters.add(fileNumber, "text")} ORDER BY reported.month`;
  return dataSource.query<OnCallMonth[]>(statement, parameters.values);
}
