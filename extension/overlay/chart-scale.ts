/** The steps of a scale that people read off at a glance, times a power of ten. */
const STEPS = [1, 2, 5, 10];

/** The end of a scale that holds all of the values: a round number, not much over the greatest; 1 where all are as good as 0. */
export function scaleEnd(values: readonly number[]): number {
  const greatest = Math.max(0, ...values);
  // Below this a power of ten can't be written as a number: nobody has worked so little.
  if (greatest < 1e-300) return 1;
  const power = 10 ** Math.floor(Math.log10(greatest));
  // Where no step will do, the logarithm was rounded down from a power of ten.
  return power * (STEPS.find((step) => power * step >= greatest) ?? 20);
}

/** How high a value stands on a scale of that end and height; never outside of it. */
export function heightOf(value: number, end: number, height: number): number {
  return Math.min(height, Math.max(0, (value / end) * height));
}

/** The months up to that of a day, the oldest first, as `YYYY-MM`. @param day `YYYY-MM-DD` */
export function monthsTo(day: string, count: number): string[] {
  const last = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  return Array.from({ length: count }, (_, index) => {
    const month = last - count + 1 + index;
    return `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
  });
}
