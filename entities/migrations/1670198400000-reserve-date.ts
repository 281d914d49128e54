import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * The date in a client's reserve number. Numbers are sealed, so it is not filled in here: a reserve number loaded
 * before counts as valid until the next extract of the district brings its date.
 */
export class ReserveDate1670198400000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "client" ADD "reserve_date" date`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "client" DROP COLUMN "reserve_date"`);
  }
}
