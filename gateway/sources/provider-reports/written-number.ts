/**
 * A personal number as people and spreadsheets write it, as the case system writes it: twelve places without hyphen.
 * Ten figures get the century that makes the person under a hundred years old in that month, with `+` the one before;
 * zeros that a spreadsheet took off the front come back.
 *
 * @param month `YYYY-MM`, in which the person lived
 * @returns undefined when figures are lost, as in `1,93903E+11`
 */
export function writtenNumber(text: string, month: string): string | undefined {
  const number = text.replace(/\s/g, "").replace(/[.,]0+$/, "").toUpperCase();
  if (/^\d+(?:[.,]\d+)?E\+?\d+$/.test(number)) return undefined;
  const whole = /^(\d{8})[-+]?([0-9A-Z]{4})$/.exec(number);
  if (whole) return `${whole[1]}${whole[2]}`;
  const short = /^(\d{6})([-+]?)([0-9A-Z]{4})$/.exec(/^\d{7,9}$/.test(number) ? number.padStart(10, "0") : number);
  return short ? `${centuryOf(short[1]!, short[2] === "+", month)}${short[1]}${short[3]}` : number;
}

/** The two first figures of the year of birth. */
function centuryOf(birth: string, overHundred: boolean, month: string): number {
  const [year, yearAndMonth] = [Number(month.slice(0, 4)), Number(month.replace("-", ""))];
  const century = Math.floor(year / 100);
  const born = Number(`${century}${birth.slice(0, 4)}`);
  return century - (born > yearAndMonth ? 1 : 0) - (overHundred ? 1 : 0);
}
