import { registerEnumType } from "type-graphql";

export const DelegationRole = {
  CASEWORKER: "CASEWORKER",
  SPECIAL_DELEGATION: "SPECIAL_DELEGATION",
  DEPUTY_HEAD: "DEPUTY_HEAD",
  UNIT_HEAD: "UNIT_HEAD",
  OTHER_BOARD: "OTHER_BOARD",
  STATE: "STATE",
} as const;
export type DelegationRole = keyof typeof DelegationRole;

registerEnumType(DelegationRole, { name: "DelegationRole", description: "Who may make a decision (contract 6, Delegation)." });
