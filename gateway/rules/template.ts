/**
 * Templates of the catalogue's texts. `{name}` is replaced by a value, `{name|dag|dagar}` by a number with the word
 * in singular or plural: "1 dag", "2 dagar".
 */
const PLACEHOLDER = /\{([A-Za-z.]+)(?:\|([^|{}]+)\|([^|{}]+))?\}/g;

/** Names of all placeholders of a template. */
export function placeholdersOf(template: string): string[] {
  return [...template.matchAll(PLACEHOLDER)].map((match) => match[1] ?? "");
}

/** Fills a template. `valueOf` gives the words for a name; the first letter of the result becomes a capital. */
export function fillTemplate(template: string, valueOf: (name: string) => string): string {
  const filled = template.replace(PLACEHOLDER, (_all, name: string, one?: string, many?: string) => {
    const value = valueOf(name);
    return one === undefined || many === undefined ? value : `${value} ${value === "1" ? one : many}`;
  });
  return capitalised(filled.trim());
}

/** The first letter in upper case, as at the start of a sentence. */
function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase("sv") + text.slice(1);
}

/** The first letter in lower case, as inside a sentence; abbreviations ("LSS", "DUR-uppföljning") stay as they are. */
export function insideSentence(text: string): string {
  return /^\p{Lu}\p{Lu}/u.test(text) ? text : text.charAt(0).toLocaleLowerCase("sv") + text.slice(1);
}
