import type { MigrationInterface, QueryRunner } from "typeorm";

const UP = `
CREATE TABLE "caseworker_period" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "opened_in" integer NOT NULL,
  "closed_in" integer,
  "load_id" integer NOT NULL,
  "line" integer,
  "delivered_by" text COLLATE "C" NOT NULL,
  "delivered_on" date NOT NULL,
  "known_from" date NOT NULL,
  "known_to" date,
  "signature" text COLLATE "C" NOT NULL,
  "valid_from" date NOT NULL,
  "valid_to" date,
  "name" text,
  "unit_code" text COLLATE "C",
  "role" text COLLATE "C",
  CONSTRAINT "PK_2fa119ca441911e21464bbcfa36" PRIMARY KEY ("id")
);
CREATE INDEX "caseworker_period_opened_in" ON "caseworker_period" ("opened_in");
CREATE INDEX "caseworker_period_closed_in" ON "caseworker_period" ("closed_in") WHERE closed_in IS NOT NULL;
CREATE INDEX "caseworker_period_key" ON "caseworker_period" ("signature", "valid_from");
CREATE UNIQUE INDEX "caseworker_period_current" ON "caseworker_period" ("signature", "valid_from") WHERE known_to IS NULL;
CREATE TABLE "client" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "opened_in" integer NOT NULL,
  "closed_in" integer,
  "load_id" integer NOT NULL,
  "line" integer,
  "delivered_by" text COLLATE "C" NOT NULL,
  "delivered_on" date NOT NULL,
  "known_from" date NOT NULL,
  "known_to" date,
  "file_number" text COLLATE "C" NOT NULL,
  "unit_code" text COLLATE "C" NOT NULL,
  "caseworker" text COLLATE "C",
  "protection" smallint NOT NULL,
  "deceased_on" date,
  "eligibility_group" smallint,
  "child_at_home" boolean,
  "sex" text COLLATE "C",
  "birth_date" date,
  "number_kind" text COLLATE "C" NOT NULL,
  CONSTRAINT "PK_96da49381769303a6515a8785c7" PRIMARY KEY ("id")
);
CREATE INDEX "client_unit" ON "client" ("unit_code");
CREATE INDEX "client_opened_in" ON "client" ("opened_in");
CREATE INDEX "client_closed_in" ON "client" ("closed_in") WHERE closed_in IS NOT NULL;
CREATE INDEX "client_key" ON "client" ("file_number");
CREATE UNIQUE INDEX "client_current" ON "client" ("file_number") WHERE known_to IS NULL;
CREATE TABLE "decision" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "opened_in" integer NOT NULL,
  "closed_in" integer,
  "load_id" integer NOT NULL,
  "line" integer,
  "delivered_by" text COLLATE "C" NOT NULL,
  "delivered_on" date NOT NULL,
  "known_from" date NOT NULL,
  "known_to" date,
  "number" text COLLATE "C" NOT NULL,
  "file_number" text COLLATE "C" NOT NULL,
  "investigation" text COLLATE "C",
  "law" text COLLATE "C" NOT NULL,
  "intervention" text COLLATE "C" NOT NULL,
  "decided_on" date NOT NULL,
  "outcome" text COLLATE "C" NOT NULL,
  "valid_from" date NOT NULL,
  "valid_to" date,
  "amount" numeric,
  "amount_unit" text COLLATE "C",
  "level" integer,
  "decided_by" text COLLATE "C",
  "watch_on" date,
  "executed_on" date,
  "ended_on" date,
  "by_court" boolean NOT NULL,
  CONSTRAINT "PK_fa4cbd6abf1215054f13c27df5a" PRIMARY KEY ("id")
);
CREATE INDEX "decision_decided_by" ON "decision" ("decided_by");
CREATE INDEX "decision_case" ON "decision" ("file_number");
CREATE INDEX "decision_opened_in" ON "decision" ("opened_in");
CREATE INDEX "decision_closed_in" ON "decision" ("closed_in") WHERE closed_in IS NOT NULL;
CREATE INDEX "decision_key" ON "decision" ("number");
CREATE UNIQUE INDEX "decision_current" ON "decision" ("number") WHERE known_to IS NULL;
CREATE TABLE "derivation" (
  "id" integer NOT NULL,
  "catalogue_hash" text COLLATE "C" NOT NULL,
  "derived_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT "PK_4a7fb96f4646f95fd1f0c0ae192" PRIMARY KEY ("id")
);
CREATE TABLE "fact_commit" (
  "id" integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  "kind" text COLLATE "C" NOT NULL,
  "load_id" integer,
  "committed_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
  CONSTRAINT "PK_a61298fbba07263899caacd676f" PRIMARY KEY ("id")
);
CREATE TABLE "finding" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "finding_id" text COLLATE "C" NOT NULL,
  "file_number" text COLLATE "C" NOT NULL,
  "rule" text COLLATE "C" NOT NULL,
  "kind" text COLLATE "C" NOT NULL,
  "decision" text COLLATE "C",
  "order_number" text COLLATE "C",
  "about" text COLLATE "C",
  "unit" text COLLATE "C" NOT NULL,
  "district" text COLLATE "C" NOT NULL,
  "caseworker" text COLLATE "C",
  "day_from" date NOT NULL,
  "day_to" date NOT NULL,
  "info_from" date,
  "warning_from" date,
  "critical_from" date,
  "due_on" date,
  "counts_as_next" boolean NOT NULL,
  "variant" text COLLATE "C" NOT NULL,
  "evidence" jsonb NOT NULL,
  CONSTRAINT "PK_a904dfcf401ccfbaa60bb6eec29" PRIMARY KEY ("id")
);
CREATE INDEX "finding_unit" ON "finding" ("unit", "day_to");
CREATE INDEX "finding_case" ON "finding" ("file_number");
CREATE TABLE "follow_up" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "opened_in" integer NOT NULL,
  "closed_in" integer,
  "load_id" integer NOT NULL,
  "line" integer,
  "delivered_by" text COLLATE "C" NOT NULL,
  "delivered_on" date NOT NULL,
  "known_from" date NOT NULL,
  "known_to" date,
  "number" text COLLATE "C" NOT NULL,
  "decision_number" text COLLATE "C" NOT NULL,
  "followed_up_on" date NOT NULL,
  "kind" text COLLATE "C" NOT NULL,
  "signature" text COLLATE "C",
  CONSTRAINT "PK_5c0a5f5b32937e47e0ab09d596c" PRIMARY KEY ("id")
);
CREATE INDEX "follow_up_decision" ON "follow_up" ("decision_number");
CREATE INDEX "follow_up_opened_in" ON "follow_up" ("opened_in");
CREATE INDEX "follow_up_closed_in" ON "follow_up" ("closed_in") WHERE closed_in IS NOT NULL;
CREATE INDEX "follow_up_key" ON "follow_up" ("number");
CREATE UNIQUE INDEX "follow_up_current" ON "follow_up" ("number") WHERE known_to IS NULL;
CREATE TABLE "held_chunk" (
  "load_id" integer NOT NULL,
  "ordinal" integer NOT NULL,
  "bytes" bytea NOT NULL,
  CONSTRAINT "PK_ae7f66eec64970476589c77714a" PRIMARY KEY ("load_id", "ordinal")
);
CREATE TABLE "investigation" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "opened_in" integer NOT NULL,
  "closed_in" integer,
  "load_id" integer NOT NULL,
  "line" integer,
  "delivered_by" text COLLATE "C" NOT NULL,
  "delivered_on" date NOT NULL,
  "known_from" date NOT NULL,
  "known_to" date,
  "number" text COLLATE "C" NOT NULL,
  "file_number" text COLLATE "C" NOT NULL,
  "applied_on" date,
  "opened_on" date,
  "closed_on" date,
  "method" text COLLATE "C",
  "signature" text COLLATE "C",
  CONSTRAINT "PK_a1d955a5e1def7627f4e30076bb" PRIMARY KEY ("id")
);
CREATE INDEX "investigation_case" ON "investigation" ("file_number");
CREATE INDEX "investigation_opened_in" ON "investigation" ("opened_in");
CREATE INDEX "investigation_closed_in" ON "investigation" ("closed_in") WHERE closed_in IS NOT NULL;
CREATE INDEX "investigation_key" ON "investigation" ("number");
CREATE UNIQUE INDEX "investigation_current" ON "investigation" ("number") WHERE known_to IS NULL;
CREATE TABLE "load" (
  "id" integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  "file" text COLLATE "C" NOT NULL,
  "source" text COLLATE "C",
  "type" text COLLATE "C",
  "district" text COLLATE "C",
  "extract_date" date,
  "mode" text COLLATE "C",
  "status" text COLLATE "C" NOT NULL,
  "reason" text,
  "sha256" text COLLATE "C",
  "columns" text array,
  "gapped" boolean NOT NULL DEFAULT false,
  "rows" integer NOT NULL DEFAULT '0',
  "added" integer NOT NULL DEFAULT '0',
  "changed" integer NOT NULL DEFAULT '0',
  "withdrawn" integer NOT NULL DEFAULT '0',
  "quarantined" integer NOT NULL DEFAULT '0',
  "started_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "finished_at" TIMESTAMP WITH TIME ZONE,
  CONSTRAINT "PK_296e0b3de93140af614a57b186b" PRIMARY KEY ("id")
);
CREATE INDEX "load_same_bytes" ON "load" ("file", "sha256");
CREATE INDEX "load_newest" ON "load" ("type", "district", "extract_date", "id") WHERE status = 'LOADED';
CREATE TABLE "care_order" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "opened_in" integer NOT NULL,
  "closed_in" integer,
  "load_id" integer NOT NULL,
  "line" integer,
  "delivered_by" text COLLATE "C" NOT NULL,
  "delivered_on" date NOT NULL,
  "known_from" date NOT NULL,
  "known_to" date,
  "number" text COLLATE "C" NOT NULL,
  "decision_number" text COLLATE "C" NOT NULL,
  "provider" text COLLATE "C" NOT NULL,
  "ordered_on" date NOT NULL,
  "starts_on" date,
  "ends_on" date,
  "hours_per_month" numeric,
  CONSTRAINT "PK_b81d6ad70d5698332fd2c9e4d11" PRIMARY KEY ("id")
);
CREATE INDEX "care_order_decision" ON "care_order" ("decision_number");
CREATE INDEX "care_order_opened_in" ON "care_order" ("opened_in");
CREATE INDEX "care_order_closed_in" ON "care_order" ("closed_in") WHERE closed_in IS NOT NULL;
CREATE INDEX "care_order_key" ON "care_order" ("number");
CREATE UNIQUE INDEX "care_order_current" ON "care_order" ("number") WHERE known_to IS NULL;
CREATE TABLE "person" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "opened_in" integer NOT NULL,
  "closed_in" integer,
  "load_id" integer NOT NULL,
  "line" integer,
  "delivered_by" text COLLATE "C" NOT NULL,
  "delivered_on" date NOT NULL,
  "known_from" date NOT NULL,
  "known_to" date,
  "file_number" text COLLATE "C" NOT NULL,
  "personal_number" text COLLATE "C",
  "given_name" text,
  "family_name" text,
  CONSTRAINT "PK_5fdaf670315c4b7e70cce85daa3" PRIMARY KEY ("id")
);
CREATE INDEX "person_number" ON "person" ("personal_number");
CREATE INDEX "person_opened_in" ON "person" ("opened_in");
CREATE INDEX "person_closed_in" ON "person" ("closed_in") WHERE closed_in IS NOT NULL;
CREATE INDEX "person_key" ON "person" ("file_number");
CREATE UNIQUE INDEX "person_current" ON "person" ("file_number") WHERE known_to IS NULL;
CREATE TABLE "plan" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "opened_in" integer NOT NULL,
  "closed_in" integer,
  "load_id" integer NOT NULL,
  "line" integer,
  "delivered_by" text COLLATE "C" NOT NULL,
  "delivered_on" date NOT NULL,
  "known_from" date NOT NULL,
  "known_to" date,
  "order_number" text COLLATE "C" NOT NULL,
  "version" integer NOT NULL,
  "received_on" date NOT NULL,
  "approved" boolean,
  CONSTRAINT "PK_54a2b686aed3b637654bf7ddbb3" PRIMARY KEY ("id")
);
CREATE INDEX "plan_opened_in" ON "plan" ("opened_in");
CREATE INDEX "plan_closed_in" ON "plan" ("closed_in") WHERE closed_in IS NOT NULL;
CREATE INDEX "plan_key" ON "plan" ("order_number", "version");
CREATE UNIQUE INDEX "plan_current" ON "plan" ("order_number", "version") WHERE known_to IS NULL;
CREATE TABLE "plan_receipt" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "opened_in" integer NOT NULL,
  "closed_in" integer,
  "load_id" integer NOT NULL,
  "line" integer,
  "delivered_by" text COLLATE "C" NOT NULL,
  "delivered_on" date NOT NULL,
  "known_from" date NOT NULL,
  "known_to" date,
  "order_number" text COLLATE "C" NOT NULL,
  "drawn_up_on" date NOT NULL,
  "received_on" date NOT NULL,
  "took_part" boolean NOT NULL,
  "goals" integer,
  "signature" text,
  CONSTRAINT "PK_6fcbd1346416610849a14bafb7e" PRIMARY KEY ("id")
);
CREATE INDEX "plan_receipt_opened_in" ON "plan_receipt" ("opened_in");
CREATE INDEX "plan_receipt_closed_in" ON "plan_receipt" ("closed_in") WHERE closed_in IS NOT NULL;
CREATE INDEX "plan_receipt_key" ON "plan_receipt" ("order_number", "drawn_up_on");
CREATE UNIQUE INDEX "plan_receipt_current" ON "plan_receipt" ("order_number", "drawn_up_on") WHERE known_to IS NULL;
CREATE TABLE "provider" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "opened_in" integer NOT NULL,
  "closed_in" integer,
  "load_id" integer NOT NULL,
  "line" integer,
  "delivered_by" text COLLATE "C" NOT NULL,
  "delivered_on" date NOT NULL,
  "known_from" date NOT NULL,
  "known_to" date,
  "code" text COLLATE "C" NOT NULL,
  "name" text,
  "municipal" boolean,
  "connected" boolean,
  CONSTRAINT "PK_6ab2f66d8987bf1bfdd6136a2d5" PRIMARY KEY ("id")
);
CREATE INDEX "provider_opened_in" ON "provider" ("opened_in");
CREATE INDEX "provider_closed_in" ON "provider" ("closed_in") WHERE closed_in IS NOT NULL;
CREATE INDEX "provider_key" ON "provider" ("code");
CREATE UNIQUE INDEX "provider_current" ON "provider" ("code") WHERE known_to IS NULL;
CREATE TABLE "rejected_row" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "load_id" integer NOT NULL,
  "type" text COLLATE "C" NOT NULL,
  "district" text COLLATE "C" NOT NULL,
  "extract_date" date NOT NULL,
  "line" integer NOT NULL,
  "fault_column" text COLLATE "C",
  "reason" text COLLATE "C" NOT NULL,
  "raw" text NOT NULL,
  "key_text" text COLLATE "C",
  "names_client" text COLLATE "C",
  "names_decision" text COLLATE "C",
  "names_order" text COLLATE "C",
  "names_investigation" text COLLATE "C",
  "retries" integer NOT NULL DEFAULT '0',
  CONSTRAINT "PK_24bcd2fa138e472d6fbc602be6f" PRIMARY KEY ("id")
);
CREATE INDEX "rejected_row_key" ON "rejected_row" ("type", "key_text");
CREATE INDEX "rejected_row_load" ON "rejected_row" ("load_id");
CREATE TABLE "rejected_row_case" (
  "rejected_row_id" bigint NOT NULL,
  "file_number" text COLLATE "C" NOT NULL,
  "from_extract" boolean NOT NULL,
  CONSTRAINT "PK_rejected_row_case" PRIMARY KEY ("rejected_row_id", "file_number")
);
CREATE INDEX "rejected_row_case_case" ON "rejected_row_case" ("file_number");
CREATE TABLE "touched_case" (
  "file_number" text COLLATE "C" NOT NULL,
  "since" date NOT NULL,
  CONSTRAINT "PK_4251d9f57c7783a9f63442480da" PRIMARY KEY ("file_number")
);
CREATE TABLE "unit" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "opened_in" integer NOT NULL,
  "closed_in" integer,
  "load_id" integer NOT NULL,
  "line" integer,
  "delivered_by" text COLLATE "C" NOT NULL,
  "delivered_on" date NOT NULL,
  "known_from" date NOT NULL,
  "known_to" date,
  "code" text COLLATE "C" NOT NULL,
  "name" text,
  "district" text COLLATE "C",
  "area" text COLLATE "C",
  "valid_from" date,
  "valid_to" date,
  "replaced_by" text COLLATE "C",
  CONSTRAINT "PK_4252c4be609041e559f0c80f58a" PRIMARY KEY ("id")
);
CREATE INDEX "unit_opened_in" ON "unit" ("opened_in");
CREATE INDEX "unit_closed_in" ON "unit" ("closed_in") WHERE closed_in IS NOT NULL;
CREATE INDEX "unit_key" ON "unit" ("code");
CREATE UNIQUE INDEX "unit_current" ON "unit" ("code") WHERE known_to IS NULL;
CREATE TABLE "unit_answering" (
  "unit_code" text COLLATE "C" NOT NULL,
  "day_from" date NOT NULL,
  "day_to" date NOT NULL,
  "answering_unit" text COLLATE "C" NOT NULL,
  "area" text COLLATE "C",
  "district" text COLLATE "C" NOT NULL,
  CONSTRAINT "PK_5c7d8c6ea0919b19193a8c1ffcd" PRIMARY KEY ("unit_code", "day_from")
);
`;

const TABLES = [
  "caseworker_period",
  "client",
  "decision",
  "derivation",
  "fact_commit",
  "finding",
  "follow_up",
  "held_chunk",
  "investigation",
  "load",
  "care_order",
  "person",
  "plan",
  "plan_receipt",
  "provider",
  "rejected_row",
  "rejected_row_case",
  "touched_case",
  "unit",
  "unit_answering",
];

/** Facts, loads, quarantine, and what is derived from them. */
export class FirstTables1669766400000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE ${TABLES.map((table) => `"${table}"`).join(", ")}`);
  }
}
