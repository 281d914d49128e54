import type { MigrationInterface, QueryRunner } from "typeorm";

const INDEXES = (person: string): string => `
DROP INDEX "acknowledgement_open", "dispute_one", "reminder_one";
CREATE UNIQUE INDEX "acknowledgement_open" ON "acknowledgement" ("finding_id"${person}) WHERE ended_on IS NULL;
CREATE UNIQUE INDEX "dispute_one" ON "dispute" ("finding_id"${person}, "facts", "disputed_by");
CREATE UNIQUE INDEX "reminder_one" ON "reminder" ("order_number"${person}, "sent_on", "sent_by");
`;

/**
 * What people answer belongs to the person of whom it was written: after a decision has been moved to another person, one of
 * the same finding, or of the same order, day and sender, is another.
 */
export class AnswersOfAPerson1670976000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(INDEXES(', "file_number"'));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(INDEXES(""));
  }
}
