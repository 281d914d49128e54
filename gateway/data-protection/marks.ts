/** What tells persons wherever in a row it stands. */
export interface Marks {
  readonly fileNumbers: ReadonlySet<string>;
  /** Personal numbers without signs: whole, without century, and without the zeros that a spreadsheet took off the front. */
  readonly personalNumbers: ReadonlySet<string>;
}

/** As few as reports are read with; a number of fewer would be found everywhere. */
const FEWEST_PLACES = 7;

/** @param personalNumbers as the case system writes them, twelve places without hyphen */
export function marksOf(fileNumbers: Iterable<string>, personalNumbers: Iterable<string>): Marks {
  const ways = [...personalNumbers].flatMap((number) => {
    const short = number.slice(2);
    return [number, short, short.replace(/^0+/, "")].filter(({ length }) => length >= FEWEST_PLACES);
  });
  return { fileNumbers: new Set(fileNumbers), personalNumbers: new Set(ways) };
}

/**
 * Whether a row, as it came, has one of the marks anywhere: in the column for it, in another's or in free text. A personal
 * number in every way of writing that reports are read in (`writtenNumber`), with blanks and signs between its places.
 */
export function isMarked(raw: string, { fileNumbers, personalNumbers }: Marks): boolean {
  // A cell's blanks, as JSON writes them.
  const text = raw.replace(/\\[bfnrt]/g, " ");
  return text.split(/(?:[\s;,:"{}[\]()!?]|\.(?!\w))+/).some((part) => fileNumbers.has(part)) || hasNumber(text, personalNumbers);
}

const PLACES = 12;

function hasNumber(text: string, numbers: ReadonlySet<string>): boolean {
  for (const run of text.toUpperCase().match(/\d[\p{L}\p{N}\s+-]*/gu) ?? []) {
    const parts = run.split(/[\s+-]+/);
    for (let first = 0; first < parts.length; first++) {
      for (let next = first, joined = ""; next < parts.length && joined.length < PLACES; next++) {
        joined += parts[next]!;
        if (numbers.has(joined)) return true;
      }
    }
  }
  return false;
}
