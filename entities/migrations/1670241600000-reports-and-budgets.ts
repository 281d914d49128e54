import type { MigrationInterface, QueryRunner } from "typeorm";

const UP = `
CREATE TABLE "delivery" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "opened_in" integer NOT NULL,
  "closed_in" integer,
  "load_id" integer NOT NULL,
  "line" integer,
  "delivered_by" text COLLATE "C" NOT NULL,
  "delivered_on" date NOT NULL,
  "known_from" date NOT NULL,
  "known_to" date,
  "provider" text COLLATE "C" NOT NULL,
  "month" text COLLATE "C" NOT NULL,
  "order_number" text COLLATE "C" NOT NULL,
  "ordinal" integer NOT NULL,
  "file_number" text COLLATE "C" NOT NULL,
  "ordered_seconds" numeric NOT NULL,
  "performed_seconds" numeric NOT NULL,
  CONSTRAINT "PK_ffad7bf84e68716cd9af89003b0" PRIMARY KEY ("id")
);
CREATE INDEX "delivery_order" ON "delivery" ("order_number");
CREATE INDEX "delivery_case" ON "delivery" ("file_number");
CREATE INDEX "delivery_opened_in" ON "delivery" ("opened_in");
CREATE INDEX "delivery_closed_in" ON "delivery" ("closed_in") WHERE closed_in IS NOT NULL;
CREATE INDEX "delivery_key" ON "delivery" ("provider", "month", "order_number", "ordinal");
CREATE UNIQUE INDEX "delivery_current" ON "delivery" ("provider", "month", "order_number", "ordinal") WHERE known_to IS NULL;
CREATE TABLE "delivery_reason" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "opened_in" integer NOT NULL,
  "closed_in" integer,
  "load_id" integer NOT NULL,
  "line" integer,
  "delivered_by" text COLLATE "C" NOT NULL,
  "delivered_on" date NOT NULL,
  "known_from" date NOT NULL,
  "known_to" date,
  "provider" text COLLATE "C" NOT NULL,
  "month" text COLLATE "C" NOT NULL,
  "order_number" text COLLATE "C" NOT NULL,
  "ordinal" integer NOT NULL,
  "file_number" text COLLATE "C" NOT NULL,
  "reason" text,
  CONSTRAINT "PK_8ba3ca5c4b1212ce456afe32229" PRIMARY KEY ("id")
);
CREATE INDEX "delivery_reason_case" ON "delivery_reason" ("file_number");
CREATE INDEX "delivery_reason_opened_in" ON "delivery_reason" ("opened_in");
CREATE INDEX "delivery_reason_closed_in" ON "delivery_reason" ("closed_in") WHERE closed_in IS NOT NULL;
CREATE INDEX "delivery_reason_key" ON "delivery_reason" ("provider", "month", "order_number", "ordinal");
CREATE UNIQUE INDEX "delivery_reason_current" ON "delivery_reason" ("provider", "month", "order_number", "ordinal") WHERE known_to IS NULL;
CREATE TABLE "on_call_event" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "opened_in" integer NOT NULL,
  "closed_in" integer,
  "load_id" integer NOT NULL,
  "line" integer,
  "delivered_by" text COLLATE "C" NOT NULL,
  "delivered_on" date NOT NULL,
  "known_from" date NOT NULL,
  "known_to" date,
  "district" text COLLATE "C" NOT NULL,
  "month" text COLLATE "C" NOT NULL,
  "position" integer NOT NULL,
  "file_number" text COLLATE "C" NOT NULL,
  "happened_on" date NOT NULL,
  "happened_at" text COLLATE "C",
  "service" text COLLATE "C" NOT NULL,
  "event" text COLLATE "C" NOT NULL,
  CONSTRAINT "PK_02c1eeb688cd913098fda760982" PRIMARY KEY ("id")
);
CREATE INDEX "on_call_event_case" ON "on_call_event" ("file_number");
CREATE INDEX "on_call_event_opened_in" ON "on_call_event" ("opened_in");
CREATE INDEX "on_call_event_closed_in" ON "on_call_event" ("closed_in") WHERE closed_in IS NOT NULL;
CREATE INDEX "on_call_event_key" ON "on_call_event" ("district", "month", "position");
CREATE UNIQUE INDEX "on_call_event_current" ON "on_call_event" ("district", "month", "position") WHERE known_to IS NULL;
CREATE TABLE "on_call_measure" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "opened_in" integer NOT NULL,
  "closed_in" integer,
  "load_id" integer NOT NULL,
  "line" integer,
  "delivered_by" text COLLATE "C" NOT NULL,
  "delivered_on" date NOT NULL,
  "known_from" date NOT NULL,
  "known_to" date,
  "district" text COLLATE "C" NOT NULL,
  "month" text COLLATE "C" NOT NULL,
  "position" integer NOT NULL,
  "file_number" text COLLATE "C" NOT NULL,
  "measure" text,
  CONSTRAINT "PK_53ca8e1c7c705488803a4e24bae" PRIMARY KEY ("id")
);
CREATE INDEX "on_call_measure_case" ON "on_call_measure" ("file_number");
CREATE INDEX "on_call_measure_opened_in" ON "on_call_measure" ("opened_in");
CREATE INDEX "on_call_measure_closed_in" ON "on_call_measure" ("closed_in") WHERE closed_in IS NOT NULL;
CREATE INDEX "on_call_measure_key" ON "on_call_measure" ("district", "month", "position");
CREATE UNIQUE INDEX "on_call_measure_current" ON "on_call_measure" ("district", "month", "position") WHERE known_to IS NULL;
CREATE TABLE "feedback" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "opened_in" integer NOT NULL,
  "closed_in" integer,
  "load_id" integer NOT NULL,
  "line" integer,
  "delivered_by" text COLLATE "C" NOT NULL,
  "delivered_on" date NOT NULL,
  "known_from" date NOT NULL,
  "known_to" date,
  "district" text COLLATE "C" NOT NULL,
  "id_in_source" text COLLATE "C" NOT NULL,
  "happened_on" date NOT NULL,
  "kind" text COLLATE "C" NOT NULL,
  "directed_at" text COLLATE "C" NOT NULL,
  "provider" text COLLATE "C",
  "file_number" text COLLATE "C",
  "intervention" text COLLATE "C",
  CONSTRAINT "PK_8389f9e087a57689cd5be8b2b13" PRIMARY KEY ("id")
);
CREATE INDEX "feedback_case" ON "feedback" ("file_number");
CREATE INDEX "feedback_opened_in" ON "feedback" ("opened_in");
CREATE INDEX "feedback_closed_in" ON "feedback" ("closed_in") WHERE closed_in IS NOT NULL;
CREATE INDEX "feedback_key" ON "feedback" ("district", "id_in_source");
CREATE UNIQUE INDEX "feedback_current" ON "feedback" ("district", "id_in_source") WHERE known_to IS NULL;
CREATE TABLE "feedback_text" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "opened_in" integer NOT NULL,
  "closed_in" integer,
  "load_id" integer NOT NULL,
  "line" integer,
  "delivered_by" text COLLATE "C" NOT NULL,
  "delivered_on" date NOT NULL,
  "known_from" date NOT NULL,
  "known_to" date,
  "district" text COLLATE "C" NOT NULL,
  "id_in_source" text COLLATE "C" NOT NULL,
  "file_number" text COLLATE "C",
  "text" text,
  CONSTRAINT "PK_23d954f417579ea802d65649c1b" PRIMARY KEY ("id")
);
CREATE INDEX "feedback_text_case" ON "feedback_text" ("file_number");
CREATE INDEX "feedback_text_opened_in" ON "feedback_text" ("opened_in");
CREATE INDEX "feedback_text_closed_in" ON "feedback_text" ("closed_in") WHERE closed_in IS NOT NULL;
CREATE INDEX "feedback_text_key" ON "feedback_text" ("district", "id_in_source");
CREATE UNIQUE INDEX "feedback_text_current" ON "feedback_text" ("district", "id_in_source") WHERE known_to IS NULL;
CREATE TABLE "budget_line" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "opened_in" integer NOT NULL,
  "closed_in" integer,
  "load_id" integer NOT NULL,
  "line" integer,
  "delivered_by" text COLLATE "C" NOT NULL,
  "delivered_on" date NOT NULL,
  "known_from" date NOT NULL,
  "known_to" date,
  "unit_code" text COLLATE "C" NOT NULL,
  "year" text COLLATE "C" NOT NULL,
  "sheet" text COLLATE "C" NOT NULL,
  "line_code" text COLLATE "C" NOT NULL,
  "intervention" text COLLATE "C",
  "account" text COLLATE "C",
  "budget" numeric,
  "months" numeric array NOT NULL,
  "forecast" numeric,
  CONSTRAINT "PK_18b9f7e8a4626eb7f1fd4a63f57" PRIMARY KEY ("id")
);
CREATE INDEX "budget_line_unit" ON "budget_line" ("unit_code", "year");
CREATE INDEX "budget_line_opened_in" ON "budget_line" ("opened_in");
CREATE INDEX "budget_line_closed_in" ON "budget_line" ("closed_in") WHERE closed_in IS NOT NULL;
CREATE INDEX "budget_line_key" ON "budget_line" ("unit_code", "year", "sheet", "line_code");
CREATE UNIQUE INDEX "budget_line_current" ON "budget_line" ("unit_code", "year", "sheet", "line_code") WHERE known_to IS NULL;
CREATE TABLE "ledger_line" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "opened_in" integer NOT NULL,
  "closed_in" integer,
  "load_id" integer NOT NULL,
  "line" integer,
  "delivered_by" text COLLATE "C" NOT NULL,
  "delivered_on" date NOT NULL,
  "known_from" date NOT NULL,
  "known_to" date,
  "ledger" text COLLATE "C" NOT NULL,
  "year" text COLLATE "C" NOT NULL,
  "unit_code" text COLLATE "C" NOT NULL,
  "account" text COLLATE "C" NOT NULL,
  "month" text COLLATE "C" NOT NULL,
  "kind" text COLLATE "C" NOT NULL,
  "amount" numeric NOT NULL,
  CONSTRAINT "PK_a19363079df6f58038f909718ab" PRIMARY KEY ("id")
);
CREATE INDEX "ledger_line_unit" ON "ledger_line" ("unit_code", "year");
CREATE INDEX "ledger_line_opened_in" ON "ledger_line" ("opened_in");
CREATE INDEX "ledger_line_closed_in" ON "ledger_line" ("closed_in") WHERE closed_in IS NOT NULL;
CREATE INDEX "ledger_line_key" ON "ledger_line" ("ledger", "year", "unit_code", "account", "month", "kind");
CREATE UNIQUE INDEX "ledger_line_current" ON "ledger_line" ("ledger", "year", "unit_code", "account", "month", "kind") WHERE known_to IS NULL;
CREATE TABLE "care_cost" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "opened_in" integer NOT NULL,
  "closed_in" integer,
  "load_id" integer NOT NULL,
  "line" integer,
  "delivered_by" text COLLATE "C" NOT NULL,
  "delivered_on" date NOT NULL,
  "known_from" date NOT NULL,
  "known_to" date,
  "caseworker" text COLLATE "C" NOT NULL,
  "year" text COLLATE "C" NOT NULL,
  "file_number" text COLLATE "C" NOT NULL,
  "intervention" text COLLATE "C" NOT NULL,
  "ordinal" integer NOT NULL,
  "provider" text COLLATE "C" NOT NULL,
  "price" numeric NOT NULL,
  "per" text COLLATE "C" NOT NULL,
  "months" numeric array NOT NULL,
  "year_forecast" numeric,
  CONSTRAINT "PK_cd3d3d15e77a807580b5c489429" PRIMARY KEY ("id")
);
CREATE INDEX "care_cost_case" ON "care_cost" ("file_number");
CREATE INDEX "care_cost_opened_in" ON "care_cost" ("opened_in");
CREATE INDEX "care_cost_closed_in" ON "care_cost" ("closed_in") WHERE closed_in IS NOT NULL;
CREATE INDEX "care_cost_key" ON "care_cost" ("caseworker", "year", "file_number", "intervention", "ordinal");
CREATE UNIQUE INDEX "care_cost_current" ON "care_cost" ("caseworker", "year", "file_number", "intervention", "ordinal") WHERE known_to IS NULL;
CREATE TABLE "lss_level" (
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
  "intervention" text COLLATE "C" NOT NULL,
  "measured_on" date NOT NULL,
  "level" smallint NOT NULL,
  "rate" numeric,
  CONSTRAINT "PK_6c00a28e00ea43a8bc647ca0d7c" PRIMARY KEY ("id")
);
CREATE INDEX "lss_level_opened_in" ON "lss_level" ("opened_in");
CREATE INDEX "lss_level_closed_in" ON "lss_level" ("closed_in") WHERE closed_in IS NOT NULL;
CREATE INDEX "lss_level_key" ON "lss_level" ("file_number", "intervention", "measured_on");
CREATE UNIQUE INDEX "lss_level_current" ON "lss_level" ("file_number", "intervention", "measured_on") WHERE known_to IS NULL;
CREATE TABLE "price" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "opened_in" integer NOT NULL,
  "closed_in" integer,
  "load_id" integer NOT NULL,
  "line" integer,
  "delivered_by" text COLLATE "C" NOT NULL,
  "delivered_on" date NOT NULL,
  "known_from" date NOT NULL,
  "known_to" date,
  "list_year" text COLLATE "C" NOT NULL,
  "intervention" text COLLATE "C" NOT NULL,
  "level" smallint NOT NULL,
  "per" text COLLATE "C" NOT NULL,
  "valid_from" date NOT NULL,
  "ownership" text COLLATE "C" NOT NULL,
  "price" numeric NOT NULL,
  CONSTRAINT "PK_d163e55e8cce6908b2e0f27cea4" PRIMARY KEY ("id")
);
CREATE INDEX "price_opened_in" ON "price" ("opened_in");
CREATE INDEX "price_closed_in" ON "price" ("closed_in") WHERE closed_in IS NOT NULL;
CREATE INDEX "price_key" ON "price" ("list_year", "intervention", "level", "per", "valid_from", "ownership");
CREATE UNIQUE INDEX "price_current" ON "price" ("list_year", "intervention", "level", "per", "valid_from", "ownership") WHERE known_to IS NULL;
CREATE TABLE "individual_plan" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "opened_in" integer NOT NULL,
  "closed_in" integer,
  "load_id" integer NOT NULL,
  "line" integer,
  "delivered_by" text COLLATE "C" NOT NULL,
  "delivered_on" date NOT NULL,
  "known_from" date NOT NULL,
  "known_to" date,
  "unit_code" text COLLATE "C" NOT NULL,
  "file_number" text COLLATE "C" NOT NULL,
  "kind" text COLLATE "C" NOT NULL,
  "ordinal" integer NOT NULL,
  "offered_on" date,
  "drawn_up_on" date,
  "follow_up_on" date,
  CONSTRAINT "PK_cade3c5968ee8615e9353811e1b" PRIMARY KEY ("id")
);
CREATE INDEX "individual_plan_case" ON "individual_plan" ("file_number");
CREATE INDEX "individual_plan_opened_in" ON "individual_plan" ("opened_in");
CREATE INDEX "individual_plan_closed_in" ON "individual_plan" ("closed_in") WHERE closed_in IS NOT NULL;
CREATE INDEX "individual_plan_key" ON "individual_plan" ("unit_code", "file_number", "kind", "ordinal");
CREATE UNIQUE INDEX "individual_plan_current" ON "individual_plan" ("unit_code", "file_number", "kind", "ordinal") WHERE known_to IS NULL;
ALTER TABLE "load" ADD "period" text COLLATE "C";
`;

const TABLES = [
  "delivery", "delivery_reason", "on_call_event", "on_call_measure", "feedback", "feedback_text",
  "budget_line", "ledger_line", "care_cost", "lss_level", "price", "individual_plan",
];

/** What providers, on-call services and the economy deliver (contracts 2 and 3), and the month or year that such a file is about. */
export class ReportsAndBudgets1670241600000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
    await queryRunner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${TABLES.join(", ")} TO overblick_app`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "load" DROP COLUMN "period"`);
    await queryRunner.query(`DROP TABLE ${TABLES.map((table) => `"${table}"`).join(", ")}`);
  }
}
