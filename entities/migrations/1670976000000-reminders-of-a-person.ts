import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * A reminder belongs to the person whose order it was when it was written: one of the same order, day and sender for the
 * person whom the decision was moved to is another.
 */
export class RemindersOfAPerson1670976000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "reminder_one"; CREATE UNIQUE INDEX "reminder_one" ON "reminder" ("order_number", "file_number", "sent_on", "sent_by")`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "reminder_one"; CREATE UNIQUE INDEX "reminder_one" ON "reminder" ("order_number", "sent_on", "sent_by")`);
  }
}
