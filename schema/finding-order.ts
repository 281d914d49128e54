import { registerEnumType } from "type-graphql";

export const FindingOrder = {
  DUE_ON_ASC: "DUE_ON_ASC",
  DUE_ON_DESC: "DUE_ON_DESC",
  SEVERITY_DESC: "SEVERITY_DESC",
} as const;
export type FindingOrder = keyof typeof FindingOrder;

registerEnumType(FindingOrder, {
  name: "FindingOrder",
  description: "The order of a list; ties by the finding's id. Findings without a date come last.",
});
