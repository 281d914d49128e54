import "reflect-metadata";
import { DataSource } from "typeorm";
import { AccessLogEntry } from "../../entities/access-log-entry.js";
import { AccessLogPruning } from "../../entities/access-log-pruning.js";
import { AccessLogRedaction } from "../../entities/access-log-redaction.js";
import { AccessLogSeal } from "../../entities/access-log-seal.js";
import { Acknowledgement } from "../../entities/acknowledgement.js";
import { BudgetLine } from "../../entities/budget-line.js";
import { CareCost } from "../../entities/care-cost.js";
import { CaseworkerPeriod } from "../../entities/caseworker-period.js";
import { Client } from "../../entities/client.js";
import { Decision } from "../../entities/decision.js";
import { Delivery } from "../../entities/delivery.js";
import { DeliveryReason } from "../../entities/delivery-reason.js";
import { Derivation } from "../../entities/derivation.js";
import { Disposal } from "../../entities/disposal.js";
import { Dispute } from "../../entities/dispute.js";
import { FactCommit } from "../../entities/fact-commit.js";
import { Feedback } from "../../entities/feedback.js";
import { FeedbackText } from "../../entities/feedback-text.js";
import { FeedMove } from "../../entities/feed-move.js";
import { FeedUnit } from "../../entities/feed-unit.js";
import { Finding } from "../../entities/finding.js";
import { FollowUp } from "../../entities/follow-up.js";
import { HeldChunk } from "../../entities/held-chunk.js";
import { IndividualPlan } from "../../entities/individual-plan.js";
import { Investigation } from "../../entities/investigation.js";
import { LedgerLine } from "../../entities/ledger-line.js";
import { Load } from "../../entities/load.js";
import { LssLevel } from "../../entities/lss-level.js";
import { OnCallEvent } from "../../entities/on-call-event.js";
import { OnCallMeasure } from "../../entities/on-call-measure.js";
import { OperatorAction } from "../../entities/operator-action.js";
import { Order } from "../../entities/order.js";
import { Person } from "../../entities/person.js";
import { Plan } from "../../entities/plan.js";
import { PlanReceipt } from "../../entities/plan-receipt.js";
import { Price } from "../../entities/price.js";
import { Provider } from "../../entities/provider.js";
import { PurgedCase } from "../../entities/purged-case.js";
import { RejectedRow } from "../../entities/rejected-row.js";
import { RejectedRowCase } from "../../entities/rejected-row-case.js";
import { Reminder } from "../../entities/reminder.js";
import { TouchedCase } from "../../entities/touched-case.js";
import { Unit } from "../../entities/unit.js";
import { UnitAnswering } from "../../entities/unit-answering.js";
import { FirstTables1669766400000 } from "../../entities/migrations/1669766400000-first-tables.js";
import { AccessLog1669852800000 } from "../../entities/migrations/1669852800000-access-log.js";
import { EncryptedNumbers1669939200000 } from "../../entities/migrations/1669939200000-encrypted-numbers.js";
import { Statistics1670025600000 } from "../../entities/migrations/1670025600000-statistics.js";
import { Disposal1670112000000 } from "../../entities/migrations/1670112000000-disposal.js";
import { ReserveDate1670198400000 } from "../../entities/migrations/1670198400000-reserve-date.js";
import { ReportsAndBudgets1670241600000 } from "../../entities/migrations/1670241600000-reports-and-budgets.js";
import { AccessLogPruning1670284800000 } from "../../entities/migrations/1670284800000-access-log-pruning.js";
import { ChangeFeed1670371200000 } from "../../entities/migrations/1670371200000-change-feed.js";
import { WaysIn1670803200000 } from "../../entities/migrations/1670803200000-ways-in.js";
import { AnswersToFindings1670716800000 } from "../../entities/migrations/1670716800000-answers-to-findings.js";
import { AnswersOfAPerson1670976000000 } from "../../entities/migrations/1670976000000-answers-of-a-person.js";
import { FiledUntil1795600000000 } from "../../entities/migrations/1795600000000-filed-until.js";
import { AccessLogRedaction1795700000000 } from "../../entities/migrations/1795700000000-access-log-redaction.js";
import { PreparingClient } from "./prepared.js";

/** The role that everything but migrations works in: it owns nothing, and may add to the access log but not change it. */
export const APPLICATION_ROLE = "overblick_app";

/**
 * The connection that gateway, loader and commands work with, as {@link APPLICATION_ROLE}: whoever logs in, each session
 * starts in that role, and neither RESET ROLE nor DISCARD ALL leaves it. SET ROLE NONE gives back the login's own rights,
 * which is why a city gives it a login without any (APP_DATABASE_URL).
 *
 * @param url a PostgreSQL address, as `openDatabaseServer` gives it
 * @param patienceMs how long the server works at one statement, or lets it wait for a lock, before it gives it up (57014);
 *   null: for as long as it takes
 */
export function createDataSource(url: string, patienceMs: number | null = null): DataSource {
  return dataSourceOn(withOptions(url, [`-c role=${APPLICATION_ROLE}`, ...(patienceMs === null ? [] : [`-c statement_timeout=${patienceMs}`])]));
}

/**
 * The connection that migrations run on: as the login itself, who owns the tables.
 * @param url a PostgreSQL address, as `openDatabaseServer` gives it
 */
export function createOwnerDataSource(url: string): DataSource {
  return dataSourceOn(url);
}

/** In the address, so that options of its own that a city's address has are kept beside it. */
function withOptions(url: string, options: readonly string[]): string {
  const address = new URL(url);
  address.searchParams.set("options", [address.searchParams.get("options"), ...options].filter(Boolean).join(" "));
  return address.href;
}

/** With every entity and migration. The schema comes from migrations alone, and a test shows that the two agree. */
function dataSourceOn(url: string): DataSource {
  return new DataSource({
    type: "postgres",
    url,
    applicationName: "overblick",
    poolSize: 10,
    extra: { Client: PreparingClient },
    // Also how long a request waits for a connection of the pool: an error is better than a page that waits for ever.
    connectTimeoutMS: 10_000,
    synchronize: false,
    migrationsTransactionMode: "all",
    entities: [
      AccessLogEntry, AccessLogPruning, AccessLogRedaction, AccessLogSeal, Acknowledgement, BudgetLine, CareCost, CaseworkerPeriod,
      Client, Decision, Delivery, DeliveryReason, Derivation, Disposal, Dispute, FactCommit, FeedMove, FeedUnit,
      Feedback, FeedbackText, Finding, FollowUp, HeldChunk, IndividualPlan, Investigation, LedgerLine, Load, LssLevel,
      OnCallEvent, OnCallMeasure, OperatorAction, Order, Person, Plan, PlanReceipt, Price, Provider, PurgedCase,
      RejectedRow, RejectedRowCase, Reminder, TouchedCase, Unit, UnitAnswering,
    ],
    migrations: [
      FirstTables1669766400000, AccessLog1669852800000, EncryptedNumbers1669939200000, Statistics1670025600000,
      Disposal1670112000000, ReserveDate1670198400000, ReportsAndBudgets1670241600000, AccessLogPruning1670284800000,
      ChangeFeed1670371200000, AnswersToFindings1670716800000, WaysIn1670803200000,
      AnswersOfAPerson1670976000000, FiledUntil1795600000000, AccessLogRedaction1795700000000,
    ],
  });
}
