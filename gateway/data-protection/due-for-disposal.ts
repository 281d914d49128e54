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
 * The last note is the newest date of any current fact of the case, or of what somebody wrote of it here. A person is not due while a decision to help runs
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

/** The dated notes of a table, as a statement of `file_number` and `day`; or why the table has none of its own. */
type Notes = { readonly select: string } | { readonly none: string };

const current = (columns: string, table: string): Notes => ({ select: `SELECT file_number, ${columns} AS day FROM ${table} WHERE known_to IS NULL` });
const written = (columns: string, table: string): Notes => ({ select: `SELECT file_number, ${columns} AS day FROM ${table}` });
/** What is reported of a month was noted when that was over. */
const MONTH_END = "(to_date(month, 'YYYY-MM') + interval '1 month - 1 day')::date";
const ofOrder = (columns: string, table: string): Notes => ({
  select: `SELECT d.file_number, greatest(${columns}) AS day FROM ${table} t
    JOIN care_order o ON o.number = t.order_number AND o.known_to IS NULL
    JOIN decision d ON d.number = o.decision_number AND d.known_to IS NULL WHERE t.known_to IS NULL`,
});

/** By table, of all tables that `rows-of-cases.ts` names: a new one says here when its rows were noted. */
export const NOTES_OF_TABLES: Readonly<Record<string, Notes>> = {
  client: current("deceased_on", "client"),
  person: { none: "who somebody is has no day" },
  investigation: current("greatest(applied_on, opened_on, closed_on)", "investigation"),
  decision: current("greatest(decided_on, valid_from, valid_to, watch_on, executed_on, ended_on)", "decision"),
  care_order: {
    select: `SELECT d.file_number, greatest(o.ordered_on, o.starts_on, o.ends_on) AS day FROM care_order o
      JOIN decision d ON d.number = o.decision_number AND d.known_to IS NULL WHERE o.known_to IS NULL`,
  },
  plan: ofOrder("t.received_on", "plan"),
  plan_receipt: ofOrder("t.received_on, t.drawn_up_on", "plan_receipt"),
  follow_up: {
    select: `SELECT d.file_number, f.followed_up_on AS day FROM follow_up f
      JOIN decision d ON d.number = f.decision_number AND d.known_to IS NULL WHERE f.known_to IS NULL`,
  },
  delivery: current(MONTH_END, "delivery"),
  delivery_reason: { none: "words of a row of delivery" },
  on_call_event: current("happened_on", "on_call_event"),
  on_call_measure: { none: "words of a row of on_call_event" },
  feedback: current("happened_on", "feedback"),
  feedback_text: { none: "words of a row of feedback" },
  care_cost: current("to_date(year || '-12-31', 'YYYY-MM-DD')", "care_cost"),
  lss_level: current("measured_on", "lss_level"),
  individual_plan: current("greatest(offered_on, drawn_up_on, follow_up_on)", "individual_plan"),
  finding: { none: "follows from the facts, and from the day that it is asked" },
  touched_case: { none: "work to be done" },
  // Not until when an acknowledgement holds: nobody notes anything on that day.
  acknowledgement: written("greatest(acknowledged_on, ended_on)", "acknowledgement"),
  dispute: written("disputed_on", "dispute"),
  reminder: written("sent_on", "reminder"),
};

const NOTES = Object.values(NOTES_OF_TABLES).flatMap((notes) => ("select" in notes ? [notes.select] : [])).join(" UNION ALL ");

const RUNNING_DECISION = `
  SELECT FROM decision r JOIN client c ON c.file_number = r.file_number AND c.known_to IS NULL
  WHERE r.file_number = d.file_number AND r.known_to IS NULL AND r.outcome <> 'AVSLAG'
    AND r.valid_to IS NULL AND r.ended_on IS NULL AND c.deceased_on IS NULL`;
