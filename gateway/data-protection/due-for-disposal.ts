import type { DataSource } from "typeorm";

/** By which rule a person is due. */
export type DisposalRule =
  /** Five years after the last note, by the end of the next calendar year (SoL 2001:453 12:1, LSS 21 c §). */
  | "LAST_NOTE"
  /** The case system has withdrawn the person for longer than a withdrawal by mistake would stand. */
  | "WITHDRAWN";

/** A person who is to be disposed of. Dates are `YYYY-MM-DD`. */
export interface DueCase {
  readonly fileNumber: string;
  readonly rule: DisposalRule;
  /** The day of the last note, or on which the case system withdrew the person. */
  readonly since: string;
  /** From this day on the person is due. */
  readonly dueFrom: string;
  /** The last day on which the law allows to keep the person. */
  readonly deadline: string;
  /** Whether the case system still delivers the person, who then comes back with the next extract: dispose of them there first. */
  readonly stillDelivered: boolean;
}

/**
 * The persons who are due on a day, those who are longest overdue first.
 *
 * The last note is the newest date of any current fact of the case. A person is not due while a decision to help runs
 * without an end, however old the notes: a review that nobody made is what Överblick warns about, not what it forgets.
 * A client without any dated fact counts from the day on which the case system first delivered them, or last took a
 * decision back.
 *
 * @param withdrawnDays how long a person whom the case system has withdrawn is kept
 */
export async function dueForDisposal(database: Pick<DataSource, "query">, today: string, withdrawnDays: number): Promise<DueCase[]> {
  return database.query<DueCase[]>(
    `WITH note AS (${NOTES}),
     last_note AS (SELECT file_number, max(day) AS day FROM note GROUP BY file_number),
     delivered AS (
       SELECT c.file_number, min(c.known_from) AS first, max(c.known_to) AS ended, bool_or(c.known_to IS NULL) AS standing
       FROM client c GROUP BY c.file_number
     ),
     due AS (
       SELECT d.file_number, 'LAST_NOTE' AS rule, last.day AS since, (last.day + interval '5 years')::date AS due_from, d.standing
       FROM delivered d LEFT JOIN last_note n USING (file_number)
       CROSS JOIN LATERAL (
         SELECT coalesce(n.day, greatest(d.first, (SELECT max(b.known_to) FROM decision b WHERE b.file_number = d.file_number))) AS day
       ) AS last
       WHERE d.standing AND NOT EXISTS (${RUNNING_DECISION})
       UNION ALL
       SELECT d.file_number, 'WITHDRAWN', d.ended, d.ended + $2::int, d.standing FROM delivered d WHERE NOT d.standing
     )
     SELECT due.file_number AS "fileNumber", due.rule, due.since::text AS since, due.due_from::text AS "dueFrom",
            make_date(extract(year FROM due.due_from)::int + 1, 12, 31)::text AS deadline, due.standing AS "stillDelivered"
     FROM due WHERE due.due_from <= $1::date ORDER BY due.due_from, due.file_number`,
    [today, withdrawnDays],
  );
}

const NOTES = `
  SELECT file_number, greatest(decided_on, valid_from, valid_to, watch_on, executed_on, ended_on) AS day FROM decision WHERE known_to IS NULL
  UNION ALL SELECT file_number, greatest(applied_on, opened_on, closed_on) FROM investigation WHERE known_to IS NULL
  UNION ALL SELECT file_number, deceased_on FROM client WHERE known_to IS NULL
  UNION ALL SELECT d.file_number, f.followed_up_on FROM follow_up f JOIN decision d ON d.number = f.decision_number
    WHERE f.known_to IS NULL AND d.known_to IS NULL
  UNION ALL SELECT d.file_number, greatest(o.ordered_on, o.starts_on, o.ends_on, p.received_on, r.received_on, r.drawn_up_on)
    FROM care_order o JOIN decision d ON d.number = o.decision_number AND d.known_to IS NULL
    LEFT JOIN plan p ON p.order_number = o.number AND p.known_to IS NULL
    LEFT JOIN plan_receipt r ON r.order_number = o.number AND r.known_to IS NULL
    WHERE o.known_to IS NULL`;

const RUNNING_DECISION = `
  SELECT FROM decision r JOIN client c ON c.file_number = r.file_number AND c.known_to IS NULL
  WHERE r.file_number = d.file_number AND r.known_to IS NULL AND r.outcome <> 'AVSLAG'
    AND r.valid_to IS NULL AND r.ended_on IS NULL AND c.deceased_on IS NULL`;
