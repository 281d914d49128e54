import type { MigrationInterface, QueryRunner } from "typeorm";

/** The tables that the change feed reads in the order of commits and, within one, of ids. */
const TOLD = [
  "unit", "caseworker_period", "client", "investigation", "decision", "care_order", "plan", "plan_receipt", "follow_up",
  "provider", "delivery", "on_call_event", "feedback", "budget_line", "ledger_line", "care_cost", "lss_level", "price",
  "individual_plan",
];

function indexes(columns: string): string {
  return TOLD.map((table) => `
DROP INDEX "${table}_opened_in";
DROP INDEX "${table}_closed_in";
CREATE INDEX "${table}_opened_in" ON "${table}" ("opened_in"${columns});
CREATE INDEX "${table}_closed_in" ON "${table}" ("closed_in"${columns}) WHERE closed_in IS NOT NULL;`).join("");
}

/** Of a database that was loaded before: units as they answer on the day of the migration, from before the first commit. */
const UNITS_OF_BEFORE = `
INSERT INTO "feed_unit" ("unit_code", "opened_in", "answering_unit", "district")
SELECT DISTINCT ON (unit.code) unit.code, 0, coalesce(answers.answering_unit, unit.code),
       coalesce(answers.district, unit.district, unit.delivered_by)
FROM unit
LEFT JOIN unit_answering AS answers
  ON answers.unit_code = unit.code AND answers.day_from <= CURRENT_DATE AND answers.day_to > CURRENT_DATE
ORDER BY unit.code, unit.id DESC;
`;

const TABLES = `
CREATE TABLE "feed_unit" (
  "unit_code" text COLLATE "C" NOT NULL,
  "opened_in" integer NOT NULL,
  "closed_in" integer,
  "answering_unit" text COLLATE "C" NOT NULL,
  "district" text COLLATE "C" NOT NULL,
  CONSTRAINT "PK_feed_unit" PRIMARY KEY ("unit_code", "opened_in")
);
CREATE TABLE "feed_move" (
  "fact_table" smallint NOT NULL,
  "moved_in" integer NOT NULL,
  "version_id" bigint NOT NULL,
  CONSTRAINT "PK_feed_move" PRIMARY KEY ("fact_table", "moved_in", "version_id")
);
ALTER TABLE "fact_commit" ADD "known_from" date;
UPDATE "fact_commit" SET known_from = coalesce((SELECT extract_date FROM load WHERE load.id = load_id), committed_at::date);
ALTER TABLE "fact_commit" ALTER COLUMN "known_from" SET NOT NULL;
ALTER TABLE "disposal" ADD "moved_in" integer;
ALTER TABLE "purged_case" ADD "known_since" integer NOT NULL DEFAULT 0;
ALTER TABLE "purged_case" ALTER COLUMN "known_since" DROP DEFAULT;
ALTER TABLE "purged_case" ADD "unit_codes" text array NOT NULL DEFAULT '{}';
ALTER TABLE "purged_case" ALTER COLUMN "unit_codes" DROP DEFAULT;
GRANT SELECT, INSERT, UPDATE, DELETE ON feed_unit, feed_move TO overblick_app;
`;

/** What the change feed reads beside the facts, and the indexes by which it reads them. */
export class ChangeFeed1670371200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(indexes(', "id"') + TABLES + UNITS_OF_BEFORE);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE "feed_move", "feed_unit";
      ALTER TABLE "fact_commit" DROP COLUMN "known_from";
      ALTER TABLE "disposal" DROP COLUMN "moved_in";
      ALTER TABLE "purged_case" DROP COLUMN "unit_codes";
      ALTER TABLE "purged_case" DROP COLUMN "known_since";
      ${indexes("")}`);
  }
}
