import type { DataSource } from "typeorm";
import type { AnswerDay } from "../access/answer-day.js";
import { requireRole } from "../access/operations.js";
import { caseScope } from "../access/scope.js";
import type { Viewer } from "../access/viewer.js";
import { SqlParameters } from "../database/sql-parameters.js";
import { acknowledgementOn } from "../findings/query-answers.js";
import { type FindingRow, findingRowJson, holdsOn, isFoundOn, readFiles } from "../findings/query-finding.js";
import { RequestError } from "../request-error.js";
import { day } from "../rules/calendar.js";
import type { Catalogue } from "../rules/catalogue.js";
import { reminderLetter } from "../rules/reminder-letter.js";
import type { Language } from "../rules/rule.js";

interface OccasionRow {
  /** Null: the order has a plan that counts, or needs none. */
  readonly finding: FindingRow | null;
  readonly fileNumber: string;
  readonly law: string;
  readonly unit: string;
  readonly sender: string;
}

/**
 * The letter that reminds an order's provider of a missing or insufficient plan. Three statements at most.
 * @param read gets the file number as soon as something of the case is known, for the access log: also of an order without a missing plan
 * @throws RequestError FORBIDDEN for a role; NOT_FOUND when the viewer may not know of the order, which is also the answer
 *   when there is none; BAD_USER_INPUT when no plan is missing
 */
export async function reminderText(
  dataSource: DataSource, catalogue: Catalogue, viewer: Viewer, today: AnswerDay, order: string, language: Language,
  read: (fileNumber: string) => void,
): Promise<string> {
  requireRole(viewer, "reminderText");
  const { finding: row, fileNumber, law, unit, sender } = await readOccasion(dataSource, viewer, today, order);
  read(fileNumber);
  if (row === null) throw new RequestError("BAD_USER_INPUT", "No plan is missing for this order today: there is nothing to remind of.");
  const finding = (await readFiles(dataSource, [row]))(row);
  const rule = catalogue.rule(finding.rule, day(today.on), finding.district);
  if (rule === null) throw new Error(`RULE_OF_FINDING_MISSING: no rule ${finding.rule} in district ${finding.district}`);
  const remindedOn = finding.reminders[0]?.sentOn ?? null;
  const occasion = {
    finding: { ...finding, dueOn: finding.dueOn === null ? null : day(finding.dueOn), evidence: finding.explainedBy },
    rule, law, remindedOn: remindedOn === null ? null : day(remindedOn), sender: [sender, unit],
  };
  return reminderLetter(occasion, day(today.on), language, catalogue.names);
}

async function readOccasion(dataSource: DataSource, viewer: Viewer, today: AnswerDay, order: string): Promise<OccasionRow> {
  const parameters = new SqlParameters();
  const on = parameters.add(today.on, "date");
  const isKnown = (table: string): string => `${table}.known_from <= ${on} AND (${table}.known_to IS NULL OR ${table}.known_to > ${on})`;
  const subject = parameters.add(viewer.subject, "text");
  const statement = `
    SELECT json_build_object(
      'fileNumber', known.file_number, 'law', decision.law, 'finding', missing.finding,
      'unit', coalesce((SELECT unit.name FROM unit WHERE unit.code = known.unit AND ${isKnown("unit")}), known.unit),
      'sender', coalesce((SELECT period.name FROM caseworker_period AS period
                          WHERE period.signature = ${subject} AND ${isKnown("period")} ORDER BY period.valid_from DESC LIMIT 1),
                         ${subject})) AS occasion
    FROM care_order JOIN decision ON decision.number = care_order.decision_number AND ${isKnown("decision")}
    JOIN ${caseScope(viewer, today, parameters)} AS known ON known.file_number = decision.file_number
    LEFT JOIN LATERAL (
      SELECT ${findingRowJson(on, viewer)} AS finding FROM finding ${acknowledgementOn(on)}
      WHERE finding.file_number = known.file_number AND finding.order_number = care_order.number
        AND finding.kind IN ('PLAN_MISSING', 'PLAN_INSUFFICIENT') AND ${holdsOn(on)} AND ${isFoundOn(on)}
    ) AS missing ON TRUE
    WHERE care_order.number = ${parameters.add(order, "text")} AND ${isKnown("care_order")}`;
  const [row] = await dataSource.query<{ occasion: OccasionRow }[]>(statement, parameters.values);
  if (row === undefined) throw new RequestError("NOT_FOUND", "There is no such order for you.");
  return row.occasion;
}
