/** One thing after the other. */
export type Sequence = readonly Term[];

/** A character or a class of them, with those of {@link SAMPLE} that fit. */
interface Character {
  readonly kind: "character";
  readonly fits: ReadonlySet<string>;
}

interface Group {
  readonly kind: "group";
  readonly choices: readonly Sequence[];
}

/** `most` is Infinity for `*`, `+` and `{2,}`. Lazy or not makes no difference here. */
export interface Repeat {
  readonly kind: "repeat";
  readonly what: Character | Group;
  readonly least: number;
  readonly most: number;
}

export type Term = Character | Group | Repeat | { readonly kind: "start" | "end" | "boundary" };

/** Latin-1, one character of another script and one blank outside it: enough to tell whether classes overlap. */
export const SAMPLE: readonly string[] = [...Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)), "\u4e2d", "\u2003"];

/** What a class means outside the sample can't be told by it: then it counts as any character. */
const BEYOND_SAMPLE = /[^\x00-\xff]|\\[pPux]/;

const TOKEN = /(?<group>\((?!\?)|\(\?:)|(?<close>\))|(?<or>\|)|(?<start>\^)|(?<end>\$)|(?<boundary>\\[bB])|(?<character>\\p\{[^}]*\}|\\P\{[^}]*\}|\\u\{[^}]*\}|\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}|\\[dDwWsStnrfv^$\\.*+?()[\]{}|/-]|\[(?:\\.|[^\]\\])*\]|[^\\()[\]{}*+?|^$])/uy;
const QUANTIFIER = /(?:([*+?])|\{(\d+)(,(\d*))?\})\??/uy;

/**
 * The choices of an expression that compiles; null when it has what is not supported: looking ahead or behind, names,
 * references to groups, flags.
 */
export function parseExpression(expression: string): readonly Sequence[] | null {
  const parser = new Parser(expression);
  const choices = parser.choices();
  return choices !== null && parser.isAtEnd ? choices : null;
}

class Parser {
  #at = 0;

  constructor(private readonly text: string) {}

  get isAtEnd(): boolean {
    return this.#at === this.text.length;
  }

  choices(): Sequence[] | null {
    const choices: Sequence[] = [];
    for (;;) {
      const sequence = this.#sequence();
      if (sequence === null) return null;
      choices.push(sequence);
      if (this.text[this.#at] !== "|") return choices;
      this.#at += 1;
    }
  }

  #sequence(): Sequence | null {
    const terms: Term[] = [];
    while (!this.isAtEnd && this.text[this.#at] !== "|" && this.text[this.#at] !== ")") {
      const term = this.#term();
      if (term === null) return null;
      terms.push(term);
    }
    return terms;
  }

  #term(): Term | null {
    const groups = this.#take(TOKEN)?.groups;
    if (!groups) return null;
    if (groups["start"]) return { kind: "start" };
    if (groups["end"]) return { kind: "end" };
    if (groups["boundary"]) return { kind: "boundary" };
    if (groups["character"]) return this.#repeated({ kind: "character", fits: fitting(groups["character"]) });
    const choices = groups["group"] ? this.choices() : null;
    if (choices === null || this.text[this.#at] !== ")") return null;
    this.#at += 1;
    return this.#repeated({ kind: "group", choices });
  }

  #repeated(what: Character | Group): Term {
    const found = this.#take(QUANTIFIER);
    if (!found) return what;
    const [, sign, from, comma, to] = found;
    if (sign) return { kind: "repeat", what, least: sign === "+" ? 1 : 0, most: sign === "?" ? 1 : Infinity };
    const least = Number(from);
    return { kind: "repeat", what, least, most: comma === undefined ? least : to ? Number(to) : Infinity };
  }

  #take(token: RegExp): RegExpExecArray | null {
    token.lastIndex = this.#at;
    const found = token.exec(this.text);
    if (found) this.#at = token.lastIndex;
    return found;
  }
}

function fitting(character: string): ReadonlySet<string> {
  if (BEYOND_SAMPLE.test(character)) return new Set(SAMPLE);
  const expression = new RegExp(`^${character}$`, "u");
  return new Set(SAMPLE.filter((each) => expression.test(each)));
}
