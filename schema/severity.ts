import { registerEnumType } from "type-graphql";

export const Severity = { INFO: "INFO", WARNING: "WARNING", CRITICAL: "CRITICAL" } as const;
export type Severity = keyof typeof Severity;

registerEnumType(Severity, {
  name: "Severity",
  description: "How much it matters on the day asked for (contract 6): it changes with the calendar.",
});
