import type { MigrationInterface, QueryRunner } from "typeorm";

/** Roles belong to the whole server: another of its databases may be making this one at the same moment. */
const ROLE = `
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'overblick_app') THEN
    CREATE ROLE overblick_app NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  RAISE NOTICE 'another database made the role overblick_app';
END $$;

DO $$
BEGIN
  -- Since version 16 who makes a role may hand it out, but not yet be it.
  IF NOT pg_has_role('overblick_app', CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) THEN
    EXECUTE format('GRANT overblick_app TO %I', current_user);
  END IF;
  IF NOT has_database_privilege('overblick_app', current_database(), 'TEMPORARY') THEN
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO overblick_app', current_database());
  END IF;
END $$;
`;

const FACTS_AND_WHAT_IS_DERIVED = [
  "care_order", "caseworker_period", "client", "decision", "derivation", "fact_commit", "finding", "follow_up", "held_chunk",
  "investigation", "load", "person", "plan", "plan_receipt", "provider", "rejected_row", "rejected_row_case", "touched_case",
  "unit", "unit_answering",
].join(", ");

const TABLES = `
CREATE TABLE "access_log" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "subject" text COLLATE "C" NOT NULL,
  "roles" text array NOT NULL,
  "remote_address" text COLLATE "C" NOT NULL,
  "operations" text array NOT NULL,
  "operation_name" text COLLATE "C",
  "purpose" text,
  "file_numbers" text array NOT NULL,
  CONSTRAINT "PK_access_log" PRIMARY KEY ("id")
);
CREATE INDEX "access_log_at" ON "access_log" ("at");
CREATE INDEX "access_log_subject" ON "access_log" ("subject", "id");
CREATE INDEX "access_log_person" ON "access_log" USING gin ("file_numbers");
CREATE TABLE "access_log_seal" (
  "number" integer NOT NULL,
  "sealed_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "last_entry" bigint NOT NULL,
  "entries" integer NOT NULL,
  "hash" text COLLATE "C" NOT NULL,
  CONSTRAINT "PK_access_log_seal" PRIMARY KEY ("number")
);
`;

/**
 * Whoever adds entries holds this lock, shared, until its transaction ends. The sealing job takes it alone for a moment:
 * then no entry is on its way, and none that comes later gets a number below those that are there ("Logg" in ASCII).
 */
const GATE = `
CREATE FUNCTION access_log_gate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(1282369383);
  RETURN NULL;
END $$;
CREATE TRIGGER access_log_gate BEFORE INSERT ON access_log FOR EACH STATEMENT EXECUTE FUNCTION access_log_gate();
`;

/** Number and time of an entry are the database's: the application may not even say them. */
const GRANTS = `
GRANT SELECT, INSERT, UPDATE, DELETE ON ${FACTS_AND_WHAT_IS_DERIVED} TO overblick_app;
GRANT SELECT ON migrations, access_log, access_log_seal TO overblick_app;
GRANT INSERT (subject, roles, remote_address, operations, operation_name, purpose, file_numbers) ON access_log TO overblick_app;
GRANT INSERT ON access_log_seal TO overblick_app;
`;

/** The access log with its seals, and the role that gateway and loader work in. Tables that come later grant for themselves. */
export class AccessLog1669852800000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(ROLE + TABLES + GATE + GRANTS);
  }

  /** The role stays: other databases of the server may have it. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE access_log_seal, access_log;
      DROP FUNCTION access_log_gate();
      REVOKE ALL ON migrations, ${FACTS_AND_WHAT_IS_DERIVED} FROM overblick_app`);
  }
}
