import type { MigrationInterface, QueryRunner } from "typeorm";

const UP = `
CREATE TABLE "access_log_pruning" (
  "id" integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
  "years" integer NOT NULL,
  "last_seal" integer NOT NULL,
  "entries" integer NOT NULL,
  CONSTRAINT "PK_access_log_pruning" PRIMARY KEY ("id")
);
GRANT SELECT ON access_log_pruning TO overblick_app;
`;

/** What remains of entries of the access log that have grown old. */
export class AccessLogPruning1670284800000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "access_log_pruning"`);
  }
}
