import { registerEnumType } from "type-graphql";

export const Role = {
  CASEWORKER: "CASEWORKER",
  MANAGER: "MANAGER",
  CONTROLLER: "CONTROLLER",
  INTEGRATION: "INTEGRATION",
  OPERATOR: "OPERATOR",
  PROVIDER: "PROVIDER",
} as const;
export type Role = keyof typeof Role;

registerEnumType(Role, {
  name: "Role",
  description: "What a caller is.",
  valuesConfig: { MANAGER: { description: "Unit head or deputy." } },
});
