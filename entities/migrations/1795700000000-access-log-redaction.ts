import type { MigrationInterface, QueryRunner } from "typeorm";

/*
 * What was disposed of before is taken as it stands, and named by an entry of the migration's own: from its seal on it
 * can't be added to. Whether it was more than the records of disposal add up to, verify says.
 */
const UP = `
CREATE TABLE "access_log_redaction" (
  "entry" bigint NOT NULL,
  "named_in" bigint NOT NULL,
  "left_hash" text COLLATE "C" NOT NULL,
  CONSTRAINT "PK_access_log_redaction" PRIMARY KEY ("entry", "named_in")
);
CREATE INDEX "access_log_redaction_named" ON "access_log_redaction" ("named_in", "entry");
GRANT SELECT ON access_log_redaction TO overblick_app;

UPDATE access_log SET salt = uuid_send(gen_random_uuid()) WHERE persons_hash IS NOT NULL;

WITH redacted AS (
  SELECT id, encode(sha256(convert_to('["' || encode(salt, 'hex') || '",' || array_to_json(file_numbers) || ']', 'UTF8')), 'hex') AS left_hash
  FROM access_log WHERE persons_hash IS NOT NULL
), summed AS (
  SELECT count(*) AS entries, encode(sha256(convert_to(string_agg(id || ':' || left_hash || chr(10), '' ORDER BY id), 'UTF8')), 'hex') AS hash
  FROM redacted
), named AS (
  INSERT INTO access_log (subject, roles, remote_address, operations, purpose, file_numbers)
  SELECT 'migrate', '{OPERATOR}', 'terminal', '{migrate}', 'redacted:' || entries || ':' || hash, '{}' FROM summed WHERE entries > 0
  RETURNING id
)
INSERT INTO access_log_redaction (entry, named_in, left_hash) SELECT redacted.id, named.id, left_hash FROM redacted, named;
`;

/** Which entries of the access log disposal took somebody out of. */
export class AccessLogRedaction1795700000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE "access_log_redaction";
      UPDATE access_log SET salt = NULL WHERE persons_hash IS NOT NULL;
    `);
  }
}
