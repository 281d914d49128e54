import type { MigrationInterface, QueryRunner } from "typeorm";

const UP = `
CREATE TABLE "disposal" (
  "id" integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
  "disposed_in" integer NOT NULL,
  "rule" text COLLATE "C" NOT NULL,
  "persons" integer NOT NULL,
  "versions" integer NOT NULL,
  "rejected_rows" integer NOT NULL,
  "held_files" integer NOT NULL,
  "log_entries" integer NOT NULL,
  CONSTRAINT "PK_disposal" PRIMARY KEY ("id")
);
CREATE TABLE "purged_case" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "purged_in" integer NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
  "person_key" bytea NOT NULL,
  CONSTRAINT "PK_purged_case" PRIMARY KEY ("id")
);
CREATE INDEX "purged_case_purged_in" ON "purged_case" ("purged_in", "id");
ALTER TABLE "access_log" ADD "salt" bytea DEFAULT uuid_send(gen_random_uuid());
ALTER TABLE "access_log" ADD "persons_hash" text COLLATE "C";
GRANT SELECT ON disposal, purged_case TO overblick_app;
`;

/** What remains of disposal, and what lets the access log keep its seals through it. */
export class Disposal1670112000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE "access_log" DROP COLUMN "persons_hash";
      ALTER TABLE "access_log" DROP COLUMN "salt";
      DROP TABLE "purged_case", "disposal"`);
  }
}
