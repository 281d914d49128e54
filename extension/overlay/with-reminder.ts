import type { Reminder } from "../operations/overlay.js";

/** Reminders with one more, or another in its place; the newest first, as the gateway has them. */
export function withReminder(reminders: readonly Reminder[], reminder: Reminder): Reminder[] {
  const others = reminders.filter(({ id }) => id !== reminder.id);
  const at = others.findIndex(({ sentOn }) => sentOn <= reminder.sentOn);
  return others.toSpliced(at < 0 ? others.length : at, 0, reminder);
}
