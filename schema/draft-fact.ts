import { registerEnumType } from "type-graphql";

export enum DraftFact {
  HOURS = "HOURS",
  LEVEL = "LEVEL",
}
registerEnumType(DraftFact, { name: "DraftFact", description: "What a limit of delegation is in." });
