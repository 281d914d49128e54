import { counted, inBoth } from "../language.js";
import { ENOUGH_ROWS } from "../texts.js";
import type { FilterPart } from "./list-parts.js";
import type { RowCounts } from "./row-counts.js";

// Every word of the bar over a list.

type Counted = readonly [one: string, many: string];

const same = (words: string): Counted => [words, words];

/** As the unit speaks, after a number: "5 saknade planer". What is counted is rows. */
const PART: Readonly<Record<FilterPart, Counted>> = {
  OVERDUE: same("brådskar"),
  ATTENTION: same("att göra"),
  UNKNOWN: ["okänd", "okända"],
  LATE: ["försenad", "försenade"],
  PLAN_MISSING: ["saknad plan", "saknade planer"],
  DELEGATION: same("delegation"),
  REVIEW_DUE: ["uppföljning", "uppföljningar"],
  REASSESSMENT_DUE: ["omprövning", "omprövningar"],
  EXECUTION_LATE: ["ej verkställd", "ej verkställda"],
  WATCH_MISSING: ["saknad bevakning", "saknade bevakningar"],
  PLAN_INSUFFICIENT: ["otillräcklig plan", "otillräckliga planer"],
  INDIVIDUAL_PLAN: ["individuell plan", "individuella planer"],
  DELIVERY_NOT_STARTED: ["ej påbörjad", "ej påbörjade"],
  DELIVERY_DEVIATION: ["avvikande tid", "avvikande tider"],
  HANDOVER: ["överlämning", "överlämningar"],
  LEVEL_MISSING: ["saknad nivå", "saknade nivåer"],
  PRICE: ["avvikande pris", "avvikande priser"],
  ALARM_REPEATED: same("upprepade larm"),
  INTEGRITY: ["uppgift att kontrollera", "uppgifter att kontrollera"],
  OUTREACH: same("uppsökande"),
};

const PART_EN: Readonly<Record<FilterPart, Counted>> = {
  OVERDUE: same("urgent"),
  ATTENTION: same("to do"),
  UNKNOWN: same("unknown"),
  LATE: same("overdue"),
  PLAN_MISSING: ["missing plan", "missing plans"],
  DELEGATION: same("delegation"),
  REVIEW_DUE: ["follow-up", "follow-ups"],
  REASSESSMENT_DUE: ["reassessment", "reassessments"],
  EXECUTION_LATE: same("not executed"),
  WATCH_MISSING: ["missing watch date", "missing watch dates"],
  PLAN_INSUFFICIENT: ["insufficient plan", "insufficient plans"],
  INDIVIDUAL_PLAN: ["individual plan", "individual plans"],
  DELIVERY_NOT_STARTED: same("not begun"),
  DELIVERY_DEVIATION: ["deviating time", "deviating times"],
  HANDOVER: ["handover", "handovers"],
  LEVEL_MISSING: ["missing level", "missing levels"],
  PRICE: ["deviating price", "deviating prices"],
  ALARM_REPEATED: same("repeated alarms"),
  INTEGRITY: ["fact to check", "facts to check"],
  OUTREACH: same("outreach"),
};

interface ContextWords {
  readonly rows: Counted;
  readonly of: string;
  readonly nobodyKnown: string;
  readonly withoutNumber: string;
  readonly dataFrom: string;
}

/** "av 50 rader", "2 rader utan läsbart nummer", "data från 2022-11-30". */
function contextOf({ rows, byPart, withoutKey, dataFrom }: RowCounts, words: ContextWords): string[] {
  const withKey = rows - withoutKey;
  return [
    `${words.of} ${counted(rows, ...words.rows)}`,
    // A column may have been taken for another: then all of its numbers are unknown.
    ...(withKey >= ENOUGH_ROWS && byPart.UNKNOWN === withKey ? [words.nobodyKnown] : []),
    ...(withoutKey > 0 ? [`${counted(withoutKey, ...words.rows)} ${words.withoutNumber}`] : []),
    ...(dataFrom === null ? [] : [`${words.dataFrom} ${dataFrom}`]),
  ];
}

const ROWS: Counted = ["rad", "rader"];
const ROWS_EN: Counted = ["row", "rows"];

/** A key of the keyboard, and what it does. */
type Key = readonly [key: string, does: string];

export const listTexts = inBoth(
  {
    name: "Överblick",
    label: "Överblick över listan",
    tools: "Filtrera listan och gå mellan rader",
    waiting: (rows: number) => `Hämtar läget för ${counted(rows, ...ROWS)} …`,
    unrecognised: "Överlägget känner inte igen sidan. Sidan fungerar som vanligt, men inget visas här.",
    gone: "Tillägget har uppdaterats eller stängts av. Ladda om sidan för att se läget igen.",
    unrecognisedPart: "Överlägget känner inte igen en del av sidan. Sidan fungerar som vanligt, men där visas inget.",
    unrecognisedBeside: (pages: number) => `${pages === 1 ? "en del" : `${pages} delar`} av sidan känns inte igen`,
    part: (part: FilterPart, count: number) => counted(count, ...PART[part]),
    nothing: "Inget att göra",
    nothingRead: "Inget att göra i det som kunde läsas",
    context: (counts: RowCounts) =>
      contextOf(counts, { rows: ROWS, of: "av", nobodyKnown: "inget av numren är känt här: känns sidan igen rätt?", withoutNumber: "utan läsbart nummer", dataFrom: "data från" }),
    filtered: (shown: number, rows: number) => `Visar ${shown} av ${counted(rows, ...ROWS)}`,
    unfiltered: (rows: number) => `Visar alla ${counted(rows, ...ROWS)}`,
    more: (count: number) => `+${count} till`,
    fewer: "Färre",
    next: "Nästa rad",
    previous: "Föregående rad",
    position: (at: number, of: number) => `${at} av ${of}`,
    around: (at: number, of: number) => `${at} av ${of}, listan börjar om`,
    nowhere: "Ingen rad att gå till",
    hide: "Dölj",
    show: "Visa",
    signIn: "Logga in",
    settings: "Inställningar",
    retry: "Försök igen",
    legend: "Teckenförklaring",
    closeLegend: "Stäng teckenförklaringen",
    meaning: {
      OVERDUE: "En dag att hålla har passerat, eller något ligger utanför delegation.",
      ATTENTION: "Något ska göras eller kontrolleras.",
      UNKNOWN: "Överblick vet inte: klienten är okänd här, eller så saknas uppgifter. Det betyder inte att allt är klart.",
      OK: "Överblick har inte hittat något att göra.",
    },
    protected: "Skyddade personuppgifter. I listan visas bara läget, och personen räknas inte bland planer, delegation och annat.",
    narrow: "Där det är trångt visas bara formen. Peka på den, eller gå dit med tangentbordet, så syns orden.",
    outside: "En liten grå form: raden är utanför det som är valt i listan.",
    keys: [
      ["N", "nästa rad, när ett märke i listan, en knapp här eller panelen har fokus"],
      ["Skift + N", "föregående rad"],
      ["Alt + Skift + N", "nästa rad, varifrån som helst på sidan"],
      ["Enter", "på ett märke: varför"],
    ] as readonly Key[],
  },
  {
    name: "Överblick",
    label: "Overview of the list",
    tools: "Filter the list and go from row to row",
    waiting: (rows: number) => `Fetching the state of ${counted(rows, ...ROWS_EN)} …`,
    unrecognised: "The overlay does not recognise this page. The page works as usual, but nothing is shown here.",
    gone: "The extension has been updated or turned off. Reload the page to see the state again.",
    unrecognisedPart: "The overlay does not recognise a part of this page. The page works as usual, but nothing is shown there.",
    unrecognisedBeside: (pages: number) => `${pages === 1 ? "a part" : `${pages} parts`} of the page not recognised`,
    part: (part: FilterPart, count: number) => counted(count, ...PART_EN[part]),
    nothing: "Nothing to do",
    nothingRead: "Nothing to do in what could be read",
    context: (counts: RowCounts) =>
      contextOf(counts, { rows: ROWS_EN, of: "of", nobodyKnown: "none of the numbers is known here: is the page read rightly?", withoutNumber: "without a readable number", dataFrom: "data from" }),
    filtered: (shown: number, rows: number) => `Showing ${shown} of ${counted(rows, ...ROWS_EN)}`,
    unfiltered: (rows: number) => `Showing all ${counted(rows, ...ROWS_EN)}`,
    more: (count: number) => `+${count} more`,
    fewer: "Fewer",
    next: "Next row",
    previous: "Previous row",
    position: (at: number, of: number) => `${at} of ${of}`,
    around: (at: number, of: number) => `${at} of ${of}, round the end of the list`,
    nowhere: "No row to go to",
    hide: "Hide",
    show: "Show",
    signIn: "Sign in",
    settings: "Settings",
    retry: "Try again",
    legend: "Legend",
    closeLegend: "Close the legend",
    meaning: {
      OVERDUE: "A day to keep has passed, or something is outside delegation.",
      ATTENTION: "Something is to be done or checked.",
      UNKNOWN: "Överblick does not know: the client is unknown here, or facts are missing. It does not mean that all is well.",
      OK: "Överblick has found nothing to do.",
    },
    protected: "Protected identity. In the list the status alone is shown, and the person is not counted among plans, delegation and the rest.",
    narrow: "Where there is little room the shape alone is shown. Point at it, or go there with the keyboard, to see its words.",
    outside: "A small grey shape: the row is outside what is chosen in the list.",
    keys: [
      ["N", "next row, when a badge of the list, a button here or the panel has the focus"],
      ["Shift + N", "previous row"],
      ["Alt + Shift + N", "next row, from anywhere on the page"],
      ["Enter", "on a badge: why"],
    ],
  },
);
