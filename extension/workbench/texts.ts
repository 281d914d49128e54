import type { AdapterProblem, AdapterWeakness } from "../../schema/adapter/check-adapter.js";
import { inBoth } from "../language.js";
import type { KeyDoubt } from "../pages/saved-reading.js";
import type { LineProblem } from "./adapter-text.js";

// Every word of the workbench. Whoever reads it looks after the city's systems, and has not seen the code.

export const workbenchTexts = inBoth(
  {
    title: "Verkstad för sidor",
    intro: "Här beskrivs hur en sida i verksamhetssystemet ser ut, så att Överblick hittar klienterna på den. Sidan läses i webbläsaren och sparas ingenstans.",
    choose: "1. Välj en sida",
    noOpenPages: "Ingen öppen sida hör till en adress som tillägget är gjort för. Öppna sidan i en annan flik och uppdatera listan, eller släpp en sparad sida här.",
    refresh: "Uppdatera listan",
    frame: (names: readonly string[]) => (names.length > 0 ? `ram ${names.join(", ")}` : "hela sidan"),
    drop: "Släpp sparade sidor (HTML) här, eller",
    chooseFile: "Välj fil",
    point: "2. Peka ut",
    row: "En rad",
    rowHint: "Klicka på en rad i listan, eller gå dit med piltangenterna och tryck Retur.",
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
    file: "Fil",
    page: "Sida",
    reading: "Läst",
    notRecognised: "känns inte igen",
    remove: "Ta bort alla",
    export: "6. Spara",
    exportHint: "Lägg filen bland gatewayens adaptrar (PAGES_DIR). Den gäller utan ny version av tillägget.",
    download: "Ladda ned",
    copyOf: (name: string) => `Kopia av ${name}`,
    copyLabel: "Kopia av sidan",
    walk: "Med tangentbordet: gå med Tabb till kopian, med piltangenterna i den, och peka ut med Retur.",
    at: (text: string) => `Här står: ${text}`,
    nothingChosen: "Välj en sida till vänster. En kopia av den visas här, utan skript.",
    line: (line: number, what: string) => `Rad ${line}: ${what}`,
    yamlFault: (what: string) => `YAML-fel (${what})`,
    aliases: {
      NO_ANCHOR: "sätt citattecken om värden som börjar med *",
      ALIASES: "filen hänvisar till sig själv (* och &) så att den blir mycket större än den ser ut. Skriv ut värdena i stället",
    },
    wholeFile: "filen",
    fileNumber: "akt",
    personalNumber: "personnummer",
  },
  {
    title: "Workbench for pages",
    intro: "Here one describes what a page of the case system looks like, so that Överblick finds the clients on it. The page is read in the browser and saved nowhere.",
    choose: "1. Choose a page",
    noOpenPages: "No open page has an address that the extension is made for. Open the page in another tab and refresh the list, or drop a saved page here.",
    refresh: "Refresh the list",
    frame: (names: readonly string[]) => (names.length > 0 ? `frame ${names.join(", ")}` : "the whole page"),
    drop: "Drop saved pages (HTML) here, or",
    chooseFile: "Choose a file",
    point: "2. Point out",
    row: "A row",
    rowHint: "Click on a row of the list, or walk there with the arrow keys and press Enter.",
    key: "The number",
    keyHint: "Click on the file number or personal number in the row.",
    badge: "The badge's place",
    badgeHint: "Click on what the badge is to stand after, most often the name.",
    oneClient: "The page is about a single client",
    nothingFound: "What was pointed at cannot be described so that it is found again. Point at something else.",
    adapter: "3. The adapter",
    adapterHint: "The proposal can be changed here. It follows contract 5 and is checked while you write.",
    refused: "The adapter cannot be used:",
    accepted: "The adapter can be used.",
    advice: "Consider:",
    result: "4. How the page is read",
    noMatch: "The adapter does not recognise the page: its address, its frame or what is to be on it is not right.",
    counts: (rows: number, keys: number, places: number) => `${rows} ${rows === 1 ? "row" : "rows"}, ${keys} with a number, ${places} with a place for the badge`,
    rowNumber: "Row",
    number: "Number",
    place: "The badge stands",
    noPlace: "nowhere",
    more: (count: number) => `and ${count} more`,
    preview: "Show on the page",
    endPreview: "Stop showing",
    previewHint: "Badges that say Unknown are drawn on the open page. No data is fetched.",
    previewing: "Shown on the page now.",
    gone: "The page does not answer any more. Refresh the list and choose it again.",
    saved: "5. Check against saved pages",
    savedHint: "Drop several pages from different days, sortings and units. They are read without running their scripts.",
    file: "File",
    page: "Page",
    reading: "Read",
    notRecognised: "not recognised",
    remove: "Remove all",
    export: "6. Save",
    exportHint: "Put the file among the gateway's adapters (PAGES_DIR). It is in force without a new version of the extension.",
    download: "Download",
    copyOf: (name: string) => `Copy of ${name}`,
    copyLabel: "Copy of the page",
    walk: "With the keyboard: go to the copy with Tab, walk it with the arrow keys, and point with Enter.",
    at: (text: string) => `Here it says: ${text}`,
    nothingChosen: "Choose a page on the left. A copy of it is shown here, without scripts.",
    line: (line: number, what: string) => `Line ${line}: ${what}`,
    yamlFault: (what: string) => `fault in the YAML (${what})`,
    aliases: {
      NO_ANCHOR: "put quotation marks around values that begin with *",
      ALIASES: "the file refers to itself (* and &) so that it is far larger than it looks. Write the values out instead",
    },
    wholeFile: "the file",
    fileNumber: "file",
    personalNumber: "personal number",
  },
);

const WEAKNESSES = inBoth<Readonly<Record<AdapterWeakness, string>>>(
  {
    POSITION: "hittas genom sin plats. Flyttas en kolumn hittas något annat; använd hellre rubrikens text (column).",
    NO_PATTERN: "hittar ett aktnummer genom dess plats, utan mönster. Skriv hur numren ser ut (pattern), till exempel ^(\\d{6}-\\d)$, så att inget annat tas för ett.",
    NO_FILE_NUMBER: "ger aldrig någon akt: ett beslut kontrolleras med aktnumret. Läs det, med as: fileNumber.",
    UNKNOWN_CODE: "är en kod som inte finns i kontrakt 1. Beslut med den kan inte kontrolleras.",
    COUNTED_NAME: "innehåller ett namn som räknas fram vid varje laddning. Använd slutet av det, till exempel [id$='_gvKlienter'].",
    LONG: "är lång och beskriver hur sidan är byggd. Den slutar gälla när sidan byggs om.",
  },
  {
    POSITION: "is found by its place. If a column moves, something else is found; rather use the heading's text (column).",
    NO_PATTERN: "finds a file number by its place, without a pattern. Say how the numbers are written (pattern), such as ^(\\d{6}-\\d)$, so that nothing else is taken for one.",
    NO_FILE_NUMBER: "never gives a case: a decision is checked by its file number. Read that, with as: fileNumber.",
    UNKNOWN_CODE: "is a code that contract 1 does not have. Decisions with it cannot be checked.",
    COUNTED_NAME: "holds a name that is counted up with each load. Use its end, such as [id$='_gvKlienter'].",
    LONG: "is long and describes how the page is built. It ends to hold when the page is rebuilt.",
  },
);

export function adviceText(place: string, weakness: AdapterWeakness): string {
  return `${place} ${WEAKNESSES[weakness]}`;
}

/** "Rad 9: pages/0/key/pattern är inget giltigt uttryck." */
export function problemText(each: LineProblem): string {
  return workbenchTexts.line(each.line, whatOf(each));
}

function whatOf(each: LineProblem): string {
  if ("yaml" in each) return workbenchTexts.yamlFault(each.yaml);
  return "alias" in each ? workbenchTexts.aliases[each.alias] : whatIsWrong(each.problem);
}

const FAULTS = inBoth<Readonly<Record<Exclude<AdapterProblem["code"], "SCHEMA">, string>>>(
  {
    SELECTOR: "är ingen CSS-selektor som webbläsare förstår",
    SAME_ID: "används av en tidigare sida",
    EXPRESSION_SYNTAX: "är inget giltigt reguljärt uttryck",
    EXPRESSION_NOT_SUPPORTED: "har något som inte får användas: att se framåt eller bakåt, namn på grupper eller hänvisningar till dem",
    EXPRESSION_NESTED: "upprepar något som i sin tur upprepas eller väljs, och kan ta hur lång tid som helst",
    EXPRESSION_TOO_SLOW: "kan passa på för många sätt. Börja med ^ eller ta bort .*",
  },
  {
    SELECTOR: "is no CSS selector that browsers understand",
    SAME_ID: "is used by an earlier page",
    EXPRESSION_SYNTAX: "is no valid regular expression",
    EXPRESSION_NOT_SUPPORTED: "has something that may not be used: looking ahead or behind, names of groups or references to them",
    EXPRESSION_NESTED: "repeats something that is itself repeated or chosen, and may take any time",
    EXPRESSION_TOO_SLOW: "can fit in too many ways. Begin with ^ or take out .*",
  },
);

/** What does not follow the adapters' JSON Schema, by its keyword. */
const SCHEMA_FAULTS = inBoth(
  {
    required: (wanted: string) => `saknar ${wanted}`,
    type: (wanted: string) => `är av fel slag (ska vara ${wanted})`,
    enum: (wanted: string) => `ska vara något av ${wanted}`,
    false: () => "finns inte i kontraktet",
    anyOf: () => "säger inte var den är: select, column eller attribute saknas",
    pattern: (wanted: string) => `är inte skriven som den ska vara (${wanted})`,
    not: () => "har en kolumn (column). Kolumner finns bara i listor; visa var med select",
    size: (wanted: string) => `är för kort, för lång, för liten eller för stor (${wanted})`,
  },
  {
    required: (wanted: string) => `lacks ${wanted}`,
    type: (wanted: string) => `is of the wrong kind (should be ${wanted})`,
    enum: (wanted: string) => `should be one of ${wanted}`,
    false: () => "is not in the contract",
    anyOf: () => "does not say where it is: select, column or attribute is missing",
    pattern: (wanted: string) => `is not written as it should be (${wanted})`,
    not: () => "has a column. Only lists have columns; say where by select",
    size: (wanted: string) => `is too short, too long, too small or too large (${wanted})`,
  },
);

function whatIsWrong({ path, code, keyword, wanted = "" }: AdapterProblem): string {
  const place = path.length === 0 ? workbenchTexts.wholeFile : path.join("/");
  return `${place} ${code === "SCHEMA" ? schemaText(keyword, wanted) : FAULTS[code]}`;
}

function schemaText(keyword: string | undefined, wanted: string): string {
  switch (keyword) {
    case "required":
    case "type":
    case "enum":
    case "false":
    case "anyOf":
    case "pattern":
    case "not":
      return SCHEMA_FAULTS[keyword](wanted);
    default:
      return SCHEMA_FAULTS.size(wanted || (keyword ?? ""));
  }
}

const DOUBTS = inBoth<Readonly<Record<KeyDoubt, string>>>(
  {
    NONE: "inget nummer",
    UNFIT: "det som står där är inget sådant nummer",
    SEVERAL: "flera nummer, osäkert vilket",
    UNALIGNED: "raden har inte lika många kolumner som rubriken",
  },
  {
    NONE: "no number",
    UNFIT: "what stands there is no such number",
    SEVERAL: "several numbers, uncertain which",
    UNALIGNED: "the row has not as many columns as the heading",
  },
);

export function doubtText(doubt: KeyDoubt | null): string {
  return doubt === null ? "" : DOUBTS[doubt];
}

const PLACES = inBoth<Readonly<Record<string, string>>>(
  { append: "sist i", prepend: "först i", before: "före", after: "efter" },
  { append: "last in", prepend: "first in", before: "before", after: "after" },
);

/** "sist i td" */
export function placeText(place: string): string {
  const [where = "", tag = ""] = place.split(" ");
  return `${PLACES[where] ?? where} ${tag}`;
}

/** "akt 103879-5" */
export function keyTextOf(key: string): string {
  return key.replace(/^(fileNumber|personalNumber) /, (_, kind: "fileNumber" | "personalNumber") => `${workbenchTexts[kind]} `);
}
