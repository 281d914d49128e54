import type { MigrationInterface, QueryRunner } from "typeorm";

/** Of who was disposed of before it is not known when they were protected: as far as the feed is concerned, never. */
const COLUMNS = `
ALTER TABLE "purged_case" ADD "filed_since" integer array, ADD "filed_until" integer array;
UPDATE "purged_case" SET
  filed_since = array_fill(known_since, ARRAY[cardinality(unit_codes)]),
  filed_until = array_fill(purged_in, ARRAY[cardinality(unit_codes)]);
ALTER TABLE "purged_case" ALTER COLUMN "filed_since" SET NOT NULL, ALTER COLUMN "filed_until" SET NOT NULL, DROP COLUMN "known_since";
`;

const COLUMNS_OF_BEFORE = `
ALTER TABLE "purged_case" ADD "known_since" integer;
UPDATE "purged_case" SET known_since = coalesce(filed_since[1], purged_in);
ALTER TABLE "purged_case" ALTER COLUMN "known_since" SET NOT NULL, DROP COLUMN "filed_since", DROP COLUMN "filed_until";
`;

/** Keeps of those who are disposed of from which commit to which they could be told of: who was told of them then hears of it, and nobody else. */
export class FiledUntil1795600000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(COLUMNS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(COLUMNS_OF_BEFORE);
  }
}
