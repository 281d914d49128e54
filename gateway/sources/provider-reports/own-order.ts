import type { StagedFault } from "../source-type.js";

/**
 * A row about an order that is another provider's, or has become one before a day (contract 2: "a provider may only report on
 * its own orders"). An order that changes provider on that very day is both's, whichever file comes first, and one that is
 * registered late has been the new provider's all along.
 * @param column the order, as the file names it
 * @param day SQL for the day: what had ended before it no longer counts
 */
export function notYourOrder(column: string, day: string): StagedFault {
  return {
    reason: "NOT_YOUR_ORDER",
    column,
    condition: `NOT EXISTS (
        SELECT 1 FROM care_order o WHERE o.number = s.order_number AND o.provider = s.delivered_by
          AND NOT EXISTS (SELECT 1 FROM care_order later
            WHERE later.number = o.number AND later.known_from > o.known_from AND later.known_from < ${day}))`,
  };
}
