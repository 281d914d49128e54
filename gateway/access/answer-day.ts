import { RequestError } from "../request-error.js";

/** The day that an answer speaks of, and the day on which it is given. Calendar dates, `YYYY-MM-DD`. */
export interface AnswerDay {
  readonly on: string;
  /** Protection is today's, whichever day the answer speaks of (contract 4). */
  readonly today: string;
}

/**
 * The day of `asOf` (a date that exists, `YYYY-MM-DD`), or today without it.
 * @throws RequestError BAD_USER_INPUT for a day after today, which nobody can know of (contract 6, Terms)
 */
export function answerDay(asOf: string | null | undefined, today: string): AnswerDay {
  const on = asOf ?? today;
  if (on > today) throw new RequestError("BAD_USER_INPUT", `asOf lies after today (${today}): ask for today or earlier.`);
  return { on, today };
}
