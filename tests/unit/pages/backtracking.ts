/** More are not counted. */
const MOST_STEPS = 1_000_000;

type Next = (at: number) => boolean;
type Matcher = (at: number, next: Next) => boolean;

class TooManySteps extends Error {}

/**
 * How many steps a plain backtracking matcher takes to search a text for an expression: a model of what the browser's does,
 * written for counting alone. At most {@link MOST_STEPS}.
 */
export function stepsOf(expression: string, text: string): number {
  let steps = 0;
  const step = (): void => {
    steps += 1;
    if (steps >= MOST_STEPS) throw new TooManySteps();
  };
  const isWord = (at: number): boolean => /\w/.test(text[at] ?? "");
  const sequence = (parts: readonly Matcher[]): Matcher => parts.reduceRight<Matcher>((rest, part) => (at, next) => part(at, (then) => rest(then, next)), (at, next) => next(at));

  let place = 0;
  const rest = (): string => expression.slice(place);
  const take = (token: RegExp): RegExpExecArray | null => {
    const found = token.exec(rest());
    if (found) place += found[0].length;
    return found;
  };
  const repeated = (what: Matcher, least: number, most: number, lazy: boolean): Matcher => {
    const go = (count: number, at: number, next: Next): boolean => {
      step();
      const again = (): boolean => count < most && what(at, (then) => (then > at || count < least) && go(count + 1, then, next));
      const stop = (): boolean => count >= least && next(at);
      return lazy ? stop() || again() : again() || stop();
    };
    return (at, next) => go(0, at, next);
  };
  const quantified = (what: Matcher): Matcher => {
    const found = take(/^(?:([*+?])|\{(\d+)(,(\d*))?\})(\?)?/);
    if (!found) return what;
    const [, sign, from, comma, to, lazy] = found;
    const least = sign === undefined ? Number(from) : sign === "+" ? 1 : 0;
    const most = sign === undefined ? (comma === undefined ? least : to ? Number(to) : Infinity) : sign === "?" ? 1 : Infinity;
    return repeated(what, least, most, lazy !== undefined);
  };
  const term = (): Matcher => {
    if (take(/^\^/)) return (at, next) => at === 0 && next(at);
    if (take(/^\$/)) return (at, next) => at === text.length && next(at);
    if (take(/^\\b/)) return (at, next) => isWord(at - 1) !== isWord(at) && next(at);
    if (take(/^\((?:\?:)?/)) {
      const inner = choices();
      take(/^\)/);
      return quantified(inner);
    }
    const fits = new RegExp(`^${take(/^(?:\\.|\[[^\]]*\]|.)/)![0]}$`, "u");
    return quantified((at, next) => {
      step();
      return at < text.length && fits.test(text[at]!) && next(at + 1);
    });
  };
  const choices = (): Matcher => {
    const all: Matcher[] = [];
    do {
      const parts: Matcher[] = [];
      while (rest() !== "" && !/^[|)]/.test(rest())) parts.push(term());
      all.push(sequence(parts));
    } while (take(/^\|/));
    return (at, next) => all.some((each) => each(at, next));
  };

  const matcher = choices();
  try {
    for (let start = 0; start <= text.length; start += 1) if (matcher(start, () => true)) break;
  } catch (error) {
    if (!(error instanceof TooManySteps)) throw error;
  }
  return steps;
}
