import "reflect-metadata";
import { DataSource } from "typeorm";
import { CaseworkerPeriod } from "../../entities/caseworker-period.js";
import { Client } from "../../entities/client.js";
import { Decision } from "../../entities/decision.js";
import { Derivation } from "../../entities/derivation.js";
import { FactCommit } from "../../entities/fact-commit.js";
import { Finding } from "../../entities/finding.js";
import { FollowUp } from "../../entities/follow-up.js";
import { HeldChunk } from "../../entities/held-chunk.js";
import { Investigation } from "../../entities/investigation.js";
import { Load } from "../../entities/load.js";
import { Order } from "../../entities/order.js";
import { Person } from "../../entities/person.js";
import { Plan } from "../../entities/plan.js";
import { PlanReceipt } from "../../entities/plan-receipt.js";
import { Provider } from "../../entities/provider.js";
import { RejectedRow } from "../../entities/rejected-row.js";
import { RejectedRowCase } from "../../entities/rejected-row-case.js";
import { TouchedCase } from "../../entities/touched-case.js";
import { Unit } from "../../entities/unit.js";
import { UnitAnswering } from "../../entities/unit-answering.js";
import { FirstTables1669766400000 } from "../../entities/migrations/1669766400000-first-tables.js";

/**
 * The connection to a database, with every entity and migration. The schema comes from migrations alone: nothing is
 * synchronized, and a test shows that the two agree.
 *
 * @param url a PostgreSQL address, as `openDatabaseServer` gives it
 */
export function createDataSource(url: string): DataSource {
  return new DataSource({
    type: "postgres",
    url,
    applicationName: "overblick",
    poolSize: 10,
    synchronize: false,
    migrationsTransactionMode: "all",
    entities: [
      CaseworkerPeriod, Client, Decision, Derivation, FactCommit, Finding, FollowUp, HeldChunk, Investigation, Load,
      Order, Person, Plan, PlanReceipt, Provider, RejectedRow, RejectedRowCase, TouchedCase, Unit, UnitAnswering,
    ],
    migrations: [FirstTables1669766400000],
  });
}
