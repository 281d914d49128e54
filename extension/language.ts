/** The languages of everything that a user reads, named as the gateway names them (contract 4, `Language`). */
export type Language = "SV" | "EN";

let current: Language = "SV";

/** The language that texts are in just now; to be sent with every operation whose answer holds texts. */
export function language(): Language {
  return current;
}

/** Chooses it for this frame, page or worker: before anything is drawn, for what was drawn stays as it is. */
export function useLanguage(chosen: Language): void {
  current = chosen;
}

/** The language of a BCP 47 tag such as `sv-SE`. What is neither is Swedish: the users work in a Swedish city. */
export function languageOf(tag: string): Language {
  return /^en(-|$)/i.test(tag) ? "EN" : "SV";
}

/**
 * The texts of one area in both languages. What is read from the object is in the language of that moment: read texts
 * where they are drawn, never into a constant of a module.
 */
export function inBoth<Texts extends object>(swedish: Texts, english: Texts): Texts {
  const texts = {};
  for (const name of Object.keys(swedish) as (keyof Texts)[]) {
    Object.defineProperty(texts, name, { enumerable: true, get: () => (current === "EN" ? english : swedish)[name] });
  }
  return texts as Texts;
}

/** "1 rad", "2 rader". */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** "12 340": whole kronor, with blanks that don't break. */
export function kronor(amount: number, locale: "sv-SE" | "en-GB"): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(amount);
}

/** What the `lang` attribute of an element with our texts says, for screen readers. */
export function languageTag(): "sv" | "en" {
  return current === "EN" ? "en" : "sv";
}
