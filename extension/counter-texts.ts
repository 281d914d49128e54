import { timeText } from "./connection-texts.js";
import { inBoth } from "./language.js";

/** What the tooltip of the toolbar's icon says. */
export const counterTexts = inBoth(
  {
    open: "Överblick: öppna arbetslistan",
    signIn: "Överblick: logga in i arbetslistan",
    overdue: (count: number, now: Date) => `Överblick: ${count} ${count === 1 ? "försenad" : "försenade"} kl. ${timeText(now, now)}`,
    unknown: (why: string) => `Överblick: antalet försenade är inte känt. ${why}`,
  },
  {
    open: "Överblick: open the worklist",
    signIn: "Överblick: sign in, in the worklist",
    overdue: (count: number, now: Date) => `Överblick: ${count} overdue at ${timeText(now, now)}`,
    unknown: (why: string) => `Överblick: how many are overdue is not known. ${why}`,
  },
);
