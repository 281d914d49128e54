/** The middle of an odd number of figures, the mean of the middle two of an even one. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle]!;
  return sorted.length % 2 === 1 ? upper : (sorted[middle - 1]! + upper) / 2;
}

/** With two decimals, as the figures are printed. */
export function rounded(figure: number): number {
  return Math.round(figure * 100) / 100;
}

/** Says on stderr what is going on: stdout has the figures alone. */
export function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Seconds with two decimals, of milliseconds. */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
