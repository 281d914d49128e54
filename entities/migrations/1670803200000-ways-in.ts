import type { MigrationInterface, QueryRunner } from "typeorm";

const UP = `
ALTER TABLE "load" ADD "way" text COLLATE "C";
ALTER TABLE "load" ADD "sent_by" text COLLATE "C";
CREATE TABLE "operator_action" (
  "id" integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "by" text COLLATE "C" NOT NULL,
  "action" text COLLATE "C" NOT NULL,
  "load_id" integer NOT NULL,
  "line" integer,
  "fault_column" text COLLATE "C",
  "reason" text COLLATE "C",
  CONSTRAINT "PK_operator_action" PRIMARY KEY ("id")
);
CREATE INDEX "operator_action_load" ON "operator_action" ("load_id");
GRANT SELECT ON operator_action TO overblick_app;
GRANT INSERT ("by", "action", "load_id", "line", "fault_column", "reason") ON operator_action TO overblick_app;
`;

/** By which way a file came and who sent it; what operators decided, which the application may add to and never change. */
export class WaysIn1670803200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE "operator_action";
      ALTER TABLE "load" DROP COLUMN "sent_by";
      ALTER TABLE "load" DROP COLUMN "way"`);
  }
}
