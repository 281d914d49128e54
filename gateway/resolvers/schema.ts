import "reflect-metadata";
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from "graphql";
import { buildSchemaSync } from "type-graphql";
import { AccessLogResolver } from "./access-log.js";
import { AcknowledgementResolver } from "./acknowledgement.js";
import { answerAtOnce } from "./answer-at-once.js";
import { BudgetResolver } from "./budget.js";
import { ChangeResolver } from "./change.js";
import { CaseResolver, InterventionResolver } from "./case.js";
import { DecisionCheckResolver, DecisionNoticeResolver } from "./decision-check.js";
import { DisputeResolver } from "./dispute.js";
import { EvidenceResolver } from "./evidence.js";
import { FindingResolver } from "./finding.js";
import { LoadResolver } from "./load.js";
import { OrderResolver } from "./order.js";
import { OverlayResolver } from "./overlay.js";
import { PageAdapterResolver } from "./page-adapter.js";
import { PageHealthResolver } from "./page-health.js";
import { RejectedRowResolver } from "./rejected-row.js";
import { ReminderResolver } from "./reminder.js";
import { RuleResolver } from "./rule.js";
import { RuleSimulationResolver } from "./rule-simulation.js";
import { SourceResolver } from "./source.js";
import { ViewerResolver } from "./viewer.js";
import { DataAgeResolver, WorklistCountsResolver } from "./worklist-counts.js";
import { WorklistResolver } from "./worklist.js";

/** The schema with its resolvers. Arguments are checked by the functions that take them, so nothing validates twice. */
export function createSchema(): GraphQLSchema {
  return answerAtOnce(buildSchemaSync({
    resolvers: [
      AccessLogResolver, AcknowledgementResolver, BudgetResolver, CaseResolver, ChangeResolver, DecisionCheckResolver,
      DecisionNoticeResolver, DisputeResolver, EvidenceResolver, FindingResolver, InterventionResolver, LoadResolver,
      OrderResolver, OverlayResolver, PageAdapterResolver, PageHealthResolver, RejectedRowResolver, ReminderResolver, RuleResolver,
      RuleSimulationResolver, SourceResolver, ViewerResolver, WorklistResolver, WorklistCountsResolver, DataAgeResolver,
    ],
    validate: false,
  }));
}

/** The schema as text, in one order whatever order the classes are loaded in: `schema/schema.graphql`. */
export function printedSchema(schema: GraphQLSchema = createSchema()): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
