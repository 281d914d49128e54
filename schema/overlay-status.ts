import { registerEnumType } from "type-graphql";

export const OverlayStatus = {
  OK: "OK",
  ATTENTION: "ATTENTION",
  OVERDUE: "OVERDUE",
  UNKNOWN: "UNKNOWN",
  FORBIDDEN: "FORBIDDEN",
} as const;
export type OverlayStatus = keyof typeof OverlayStatus;

registerEnumType(OverlayStatus, {
  name: "OverlayStatus",
  description: "What a badge says of a case (contract 6, Terms). Unknown is never shown as fine.",
  valuesConfig: {
    OK: { description: "No warning, and the data is whole and fresh." },
    ATTENTION: { description: "At least one WARNING." },
    OVERDUE: { description: "At least one CRITICAL." },
    UNKNOWN: { description: "No such client for this caller, two with the number, or data that may hide a warning." },
    FORBIDDEN: { description: "This role has no overlay. Says nothing of the person." },
  },
});
