/**
 * A calendar date as the number of days since 1970-01-01. Comparing, sorting and adding days are plain integer
 * arithmetic, and no time zone can move it.
 */
export type Day = number;

/** 9999-12-31: later than every date that the case system writes. Used as the open end of a stretch of days. */
export const FOREVER: Day = 2932896;

/** 0001-01-01, the calendar's first date: what programs write that have no date, and would rather not say so. */
export const FIRST_DAY: Day = -719162;

const DAYS_BEFORE_1970 = 719468;

/** Year, month (1-12) and day of month of a {@link Day}. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly dayOfMonth: number;
}

/** The day number of a calendar date. Does not check that the date exists: see {@link parseDay}. */
export function dayOf(year: number, month: number, dayOfMonth: number): Day {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - DAYS_BEFORE_1970;
}

/** The calendar date of a day number. */
export function civil(day: Day): CivilDate {
  const shifted = day + DAYS_BEFORE_1970;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    dayOfMonth: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

/** Number of days in a month (1-12). */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Whether year, month and day of month name a date that exists. There is no year 0. */
export function isCalendarDate(year: number, month: number, dayOfMonth: number): boolean {
  return year >= 1 && month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= daysInMonth(year, month);
}

/** Reads `YYYY-MM-DD`; null when it is something else or a date that does not exist. */
export function parseDay(text: string): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  const year = Number(match[1]);
  const month = Number(match[2]);
  const dayOfMonth = Number(match[3]);
  return isCalendarDate(year, month, dayOfMonth) ? dayOf(year, month, dayOfMonth) : null;
}

/** Reads `YYYY-MM-DD`. Throws a RangeError on anything else: for dates that the program itself wrote. */
export function day(text: string): Day {
  const parsed = parseDay(text);
  if (parsed === null) throw new RangeError(`Not a calendar date (YYYY-MM-DD): "${text}"`);
  return parsed;
}

/**
 * `YYYY-MM-DD`. A day beyond the calendar's first or last date, such as thirty days before the first, is told as that date:
 * no reader takes another.
 */
export function isoDay(value: Day): string {
  const { year, month, dayOfMonth } = civil(Math.max(FIRST_DAY, Math.min(value, FOREVER)));
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(dayOfMonth).padStart(2, "0")}`;
}

/** Adds months by the calendar, the day clamped to the month's last (contract 6, "Terms"). */
export function addMonths(value: Day, months: number): Day {
  const { year, month, dayOfMonth } = civil(value);
  const index = year * 12 + (month - 1) + months;
  const newYear = Math.floor(index / 12);
  const newMonth = index - newYear * 12 + 1;
  return dayOf(newYear, newMonth, Math.min(dayOfMonth, daysInMonth(newYear, newMonth)));
}

/** A month as files name it, `YYYY-MM`: months compare as text. */
export type Month = string;

/** First day of a month. */
export function firstDayOf(month: Month): Day {
  return dayOf(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 1);
}

/** Last day of a month. */
export function lastDayOf(month: Month): Day {
  const year = Number(month.slice(0, 4));
  const number = Number(month.slice(5, 7));
  return dayOf(year, number, daysInMonth(year, number));
}
