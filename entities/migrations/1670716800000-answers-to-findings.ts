import type { MigrationInterface, QueryRunner } from "typeorm";

const TABLES = `
CREATE TABLE "acknowledgement" (
  "id" integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  "finding_id" text COLLATE "C" NOT NULL,
  "file_number" text COLLATE "C" NOT NULL,
  "rule" text COLLATE "C" NOT NULL,
  "facts" text COLLATE "C" NOT NULL,
  "until" date,
  "note" text NOT NULL,
  "acknowledged_by" text COLLATE "C" NOT NULL,
  "acknowledged_on" date NOT NULL,
  "ended_on" date,
  "ended_by" text COLLATE "C",
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "PK_acknowledgement" PRIMARY KEY ("id")
);
CREATE INDEX "acknowledgement_case" ON "acknowledgement" ("file_number");
CREATE UNIQUE INDEX "acknowledgement_open" ON "acknowledgement" ("finding_id") WHERE ended_on IS NULL;
CREATE TABLE "dispute" (
  "id" integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  "finding_id" text COLLATE "C" NOT NULL,
  "file_number" text COLLATE "C" NOT NULL,
  "rule" text COLLATE "C" NOT NULL,
  "facts" text COLLATE "C" NOT NULL,
  "reason" text NOT NULL,
  "disputed_by" text COLLATE "C" NOT NULL,
  "disputed_on" date NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "PK_dispute" PRIMARY KEY ("id")
);
CREATE INDEX "dispute_rule" ON "dispute" ("rule");
CREATE INDEX "dispute_case" ON "dispute" ("file_number");
CREATE UNIQUE INDEX "dispute_one" ON "dispute" ("finding_id", "facts", "disputed_by");
CREATE TABLE "reminder" (
  "id" integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  "order_number" text COLLATE "C" NOT NULL,
  "file_number" text COLLATE "C" NOT NULL,
  "sent_on" date NOT NULL,
  "note" text,
  "sent_by" text COLLATE "C" NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "PK_reminder" PRIMARY KEY ("id")
);
CREATE INDEX "reminder_case" ON "reminder" ("file_number");
CREATE UNIQUE INDEX "reminder_one" ON "reminder" ("order_number", "sent_on", "sent_by");
`;

/**
 * What a finding stands on, as a hash: its date and the values of its evidence, not the file and line that brought them.
 * A new delivery of the same facts leaves it as it is.
 */
const FACTS = `
CREATE FUNCTION finding_facts(due_on date, evidence jsonb) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT md5(jsonb_build_array(due_on, (
    SELECT jsonb_agg(item - 'load' - 'line' ORDER BY place) FROM jsonb_array_elements(evidence) WITH ORDINALITY AS items (item, place)
  ))::text)
$$;
`;

/** What was said stays said: only that an acknowledgement ended, why a warning is wrong, and a reminder's note may change. */
const GRANTS = `
GRANT SELECT, INSERT ON acknowledgement, dispute, reminder TO overblick_app;
GRANT UPDATE (ended_on, ended_by) ON acknowledgement TO overblick_app;
GRANT UPDATE (reason, disputed_on) ON dispute TO overblick_app;
GRANT UPDATE (note) ON reminder TO overblick_app;
`;

/** What people answer to findings: acknowledgements, disputes and reminders. */
export class AnswersToFindings1670716800000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLES + FACTS + GRANTS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP FUNCTION finding_facts(date, jsonb); DROP TABLE "reminder", "dispute", "acknowledgement"`);
  }
}
