/** What the worker asks the topmost frame of a tab before it leads that tab elsewhere. */
export const MAY_LEAVE = { type: "mayLeave" } as const;

/** Whether something that arrived asks that. */
export function asksToLeave(value: unknown): boolean {
  return typeof value === "object" && value !== null && "type" in value && value.type === MAY_LEAVE.type;
}
