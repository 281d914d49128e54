import type { LoaderSession } from "../database/session.js";

/*
 * What is held about persons, table by table: the one place that knows it, for the extract that a person gets and for
 * disposal. A new table with rows about persons is added here; a test goes through all tables.
 *
 * What hangs on a decision or an order follows the person of its newest version: a decision that was moved to another
 * client took its orders with it, and an order that was moved to another decision its plans. A version of an order or of a
 * follow-up is of the decision that it names.
 */

const ABOUT_CLIENT = "t.file_number IN (SELECT file_number FROM chosen_case)";

/** The tables of facts about persons, and which of their rows `t` are about the chosen cases. */
export const FACTS_OF_CASES: readonly { readonly table: string; readonly condition: string }[] = [
  { table: "client", condition: ABOUT_CLIENT },
  { table: "person", condition: ABOUT_CLIENT },
  { table: "investigation", condition: ABOUT_CLIENT },
  { table: "decision", condition: ABOUT_CLIENT },
  { table: "care_order", condition: "t.decision_number IN (SELECT number FROM chosen_decision)" },
  { table: "plan", condition: "t.order_number IN (SELECT number FROM chosen_order)" },
  { table: "plan_receipt", condition: "t.order_number IN (SELECT number FROM chosen_order)" },
  { table: "follow_up", condition: "t.decision_number IN (SELECT number FROM chosen_decision)" },
  { table: "delivery", condition: ABOUT_CLIENT },
  { table: "delivery_reason", condition: ABOUT_CLIENT },
  { table: "on_call_event", condition: ABOUT_CLIENT },
  { table: "on_call_measure", condition: ABOUT_CLIENT },
  { table: "feedback", condition: ABOUT_CLIENT },
  { table: "feedback_text", condition: ABOUT_CLIENT },
  { table: "care_cost", condition: ABOUT_CLIENT },
  { table: "lss_level", condition: ABOUT_CLIENT },
  { table: "individual_plan", condition: ABOUT_CLIENT },
];

/** What is derived from facts of the chosen cases, and what people have answered to it. All have the file number. */
export const DERIVED_OF_CASES: readonly string[] = ["finding", "touched_case", "acknowledgement", "dispute", "reminder"];

/**
 * Chooses cases for the rest of the transaction: temporary tables of their file numbers, and of the numbers of
 * decisions, orders and investigations that are theirs.
 */
export async function chooseCases(session: LoaderSession, fileNumbers: readonly string[]): Promise<void> {
  await session.query(`CREATE TEMPORARY TABLE chosen_case (file_number text COLLATE "C" PRIMARY KEY) ON COMMIT DROP`);
  await session.query("INSERT INTO chosen_case SELECT DISTINCT unnest($1::text[])", [fileNumbers]);
  await choose(session, "chosen_decision", "decision", "file_number", "SELECT file_number FROM chosen_case");
  await choose(session, "chosen_order", "care_order", "decision_number", "SELECT number FROM chosen_decision");
  await choose(session, "chosen_investigation", "investigation", "file_number", "SELECT file_number FROM chosen_case");
}

/** The numbers of a table's facts whose newest version belongs to one of the chosen. */
async function choose(session: LoaderSession, chosen: string, table: string, belongsTo: string, owners: string): Promise<void> {
  await session.query(
    `CREATE TEMPORARY TABLE ${chosen} ON COMMIT DROP AS
     SELECT newest.number FROM (
       SELECT DISTINCT ON (t.number) t.number, t.${belongsTo} AS owner FROM ${table} t
       WHERE t.number IN (SELECT number FROM ${table} WHERE ${belongsTo} IN (${owners}))
       ORDER BY t.number, t.id DESC
     ) newest
     WHERE newest.owner IN (${owners})`,
  );
  await session.query(`ANALYZE ${chosen}`);
}
