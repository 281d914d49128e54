import type { MigrationInterface, QueryRunner } from "typeorm";

/** What stands here in clear text can't be sealed by SQL: the keys are the gateway's. Nothing is lost, as files can be loaded again. */
const REFUSE_CLEAR_TEXT = `
DO $$
BEGIN
  IF EXISTS (SELECT FROM person) OR EXISTS (SELECT FROM rejected_row) OR EXISTS (SELECT FROM held_chunk) THEN
    RAISE EXCEPTION 'This database was loaded before personal numbers were encrypted. Nothing in it was changed.'
      USING HINT = 'Load the files into a new database (another DATABASE_URL, or a new DATA_DIR), then remove this one.';
  END IF;
END $$;
`;

const UP = `
DROP INDEX "person_number";
ALTER TABLE "person" DROP COLUMN "personal_number";
ALTER TABLE "person" ADD "personal_number_sealed" bytea;
ALTER TABLE "person" ADD "personal_number_hash" bytea;
ALTER TABLE "person" ADD "row_hash" bytea NOT NULL;
CREATE INDEX "person_number" ON "person" ("personal_number_hash");
ALTER TABLE "rejected_row" DROP COLUMN "raw";
ALTER TABLE "rejected_row" ADD "raw_sealed" bytea NOT NULL;
ALTER TABLE "held_chunk" DROP COLUMN "bytes";
ALTER TABLE "held_chunk" ADD "bytes_sealed" bytea NOT NULL;
`;

const DOWN = `
DROP INDEX "person_number";
ALTER TABLE "person" DROP COLUMN "personal_number_sealed";
ALTER TABLE "person" DROP COLUMN "personal_number_hash";
ALTER TABLE "person" DROP COLUMN "row_hash";
ALTER TABLE "person" ADD "personal_number" text COLLATE "C";
CREATE INDEX "person_number" ON "person" ("personal_number");
ALTER TABLE "rejected_row" DROP COLUMN "raw_sealed";
ALTER TABLE "rejected_row" ADD "raw" text NOT NULL;
ALTER TABLE "held_chunk" DROP COLUMN "bytes_sealed";
ALTER TABLE "held_chunk" ADD "bytes" bytea NOT NULL;
`;

/** Personal numbers, the raw text of quarantined rows and the bytes of held files are sealed before they are stored. */
export class EncryptedNumbers1669939200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(REFUSE_CLEAR_TEXT + UP);
  }

  /** Only while nothing is loaded: what is sealed can't be opened by SQL either. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(DOWN);
  }
}
