import type { AdapterProblem } from "../../schema/adapter/check-adapter.js";
import type { SelectorWeakness } from "../../schema/adapter/selector.js";
import type { KeyDoubt } from "../pages/saved-reading.js";
import type { LineProblem } from "./adapter-text.js";

// Every word of the workbench. Whoever reads it looks after the city's systems, and has not seen the code.

export const workbenchTexts = {
  title: "Verkstad för sidor",
  intro: "Här beskrivs hur en sida i verksamhetssystemet ser ut, så att Överblick hittar klienterna på den. Sidan läses i webbläsaren och sparas ingenstans.",
  choose: "1. Välj en sida",
  openPages: "Öppna sidor",
  noOpenPages: "Ingen öppen sida hör till en adress som tillägget är gjort för. Öppna sidan i en annan flik och uppdatera listan, eller släpp en sparad sida här.",
  refresh: "Uppdatera listan",
  frame: (names: readonly string[]) => (names.length > 0 ? `ram ${names.join(", ")}` : "hela sidan"),
  drop: "Släpp sparade sidor (HTML) här, eller",
  chooseFile: "Välj fil",
  point: "2. Peka ut",
  row: "En rad",
  rowHint: "Klicka på en rad i listan.",
  key: "Numret",
  keyHint: "Klicka på aktnumret eller personnumret i raden.",
  badge: "Märkets plats",
  badgeHint: "Klicka på det som märket ska stå efter, oftast namnet.",
  oneClient: "Sidan handlar om en enda klient",
  nothingFound: "Det går inte att beskriva det som pekats ut så att det hittas igen. Peka på något annat.",
  adapter: "3. Adaptern",
  adapterHint: "Förslaget kan ändras här. Det följer kontrakt 5 och kontrolleras medan du skriver.",
  refused: "Adaptern kan inte användas:",
  accepted: "Adaptern går att använda.",
  advice: "Tänk på:",
  result: "4. Så läses sidan",
  noMatch: "Adaptern känner inte igen sidan: adressen, ramen eller det som ska finnas på den stämmer inte.",
  counts: (rows: number, keys: number, places: number) => `${rows} ${rows === 1 ? "rad" : "rader"}, ${keys} med nummer, ${places} med plats för märket`,
  rowNumber: "Rad",
  number: "Nummer",
  place: "Märket står",
  noPlace: "ingenstans",
  more: (count: number) => `och ${count} till`,
  preview: "Visa på sidan",
  endPreview: "Sluta visa",
  previewHint: "Märken med texten Okänt ritas på den öppna sidan. Inga uppgifter hämtas.",
  previewing: "Visas nu på sidan.",
  gone: "Sidan svarar inte längre. Uppdatera listan och välj den igen.",
  saved: "5. Kontrollera mot sparade sidor",
  savedHint: "Släpp flera sidor från olika dagar, sorteringar och enheter. De läses utan att deras skript körs.",
  savedFrom: "Var",
  file: "Fil",
  page: "Sida",
  reading: "Läst",
  notRecognised: "känns inte igen",
  remove: "Ta bort alla",
  export: "6. Spara",
  exportHint: "Lägg filen bland gatewayens adaptrar (PAGES_DIR). Den gäller utan ny version av tillägget.",
  download: "Ladda ned",
  copyOf: (name: string) => `Kopia av ${name}`,
  nothingChosen: "Välj en sida till vänster. En kopia av den visas här, utan skript.",
};

const WEAKNESSES: Readonly<Record<SelectorWeakness, string>> = {
  POSITION: "hittas genom sin plats. Flyttas en kolumn hittas något annat; använd hellre rubrikens text (column).",
  COUNTED_NAME: "innehåller ett namn som räknas fram vid varje laddning. Använd slutet av det, till exempel [id$='_gvKlienter'].",
  LONG: "är lång och beskriver hur sidan är byggd. Den slutar gälla när sidan byggs om.",
};

export function adviceText(place: string, weakness: SelectorWeakness): string {
  return `${place} ${WEAKNESSES[weakness]}`;
}

/** "Rad 9: pages/0/key/pattern är inget giltigt uttryck." */
export function problemText(each: LineProblem): string {
  return `Rad ${each.line}: ${"yaml" in each ? `YAML-fel (${each.yaml})` : whatIsWrong(each.problem)}`;
}

function whatIsWrong({ path, code, keyword, wanted = "" }: AdapterProblem): string {
  const place = path.length === 0 ? "filen" : path.join("/");
  switch (code) {
    case "SCHEMA":
      return `${place} ${schemaText(keyword, wanted)}`;
    case "SELECTOR":
      return `${place} är ingen CSS-selektor som webbläsare förstår`;
    case "SAME_ID":
      return `${place} används av en tidigare sida`;
    case "EXPRESSION_SYNTAX":
      return `${place} är inget giltigt reguljärt uttryck`;
    case "EXPRESSION_NOT_SUPPORTED":
      return `${place} har något som inte får användas: att se framåt eller bakåt, namn på grupper eller hänvisningar till dem`;
    case "EXPRESSION_NESTED":
      return `${place} upprepar något som i sin tur upprepas eller väljs, och kan ta hur lång tid som helst`;
    case "EXPRESSION_TOO_SLOW":
      return `${place} kan passa på för många sätt. Börja med ^ eller ta bort .*`;
  }
}

function schemaText(keyword: string | undefined, wanted: string): string {
  switch (keyword) {
    case "required":
      return `saknar ${wanted}`;
    case "type":
      return `är av fel slag (ska vara ${wanted})`;
    case "enum":
      return `ska vara något av ${wanted}`;
    case "false":
      return "finns inte i kontraktet";
    case "anyOf":
      return "säger inte var den är: select, column eller attribute saknas";
    case "pattern":
      return `är inte skriven som den ska vara (${wanted})`;
    default:
      return `är för kort, för lång, för liten eller för stor (${wanted || (keyword ?? "")})`;
  }
}

const DOUBTS: Readonly<Record<KeyDoubt, string>> = {
  NONE: "inget nummer",
  UNFIT: "det som står där är inget sådant nummer",
  SEVERAL: "flera nummer, osäkert vilket",
  UNALIGNED: "raden har inte lika många kolumner som rubriken",
};

export function doubtText(doubt: KeyDoubt | null): string {
  return doubt === null ? "" : DOUBTS[doubt];
}

const PLACES: Readonly<Record<string, string>> = { append: "sist i", prepend: "först i", before: "före", after: "efter" };

/** "sist i td" */
export function placeText(place: string): string {
  const [where = "", tag = ""] = place.split(" ");
  return `${PLACES[where] ?? where} ${tag}`;
}

/** "akt 103879-5" */
export function keyTextOf(key: string): string {
  return key.replace(/^fileNumber /, "akt ").replace(/^personalNumber /, "personnummer ");
}
