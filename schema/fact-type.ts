import { registerEnumType } from "type-graphql";

export const FactType = {
  UNIT: "UNIT",
  CASEWORKER: "CASEWORKER",
  CLIENT: "CLIENT",
  INVESTIGATION: "INVESTIGATION",
  DECISION: "DECISION",
  ORDER: "ORDER",
  PLAN: "PLAN",
  FOLLOW_UP: "FOLLOW_UP",
  PROVIDER: "PROVIDER",
  DELIVERY: "DELIVERY",
  ON_CALL_EVENT: "ON_CALL_EVENT",
  FEEDBACK: "FEEDBACK",
  BUDGET_LINE: "BUDGET_LINE",
  LEDGER_LINE: "LEDGER_LINE",
  CARE_COST: "CARE_COST",
  LSS_LEVEL: "LSS_LEVEL",
  PRICE: "PRICE",
  INDIVIDUAL_PLAN: "INDIVIDUAL_PLAN",
} as const;
export type FactType = keyof typeof FactType;

registerEnumType(FactType, { name: "FactType", description: "The types of fact that sources bring." });
