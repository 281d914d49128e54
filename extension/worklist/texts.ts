import { timeText } from "../connection-texts.js";
import { counted, inBoth } from "../language.js";
import type { CaseworkerLoad, WorklistFinding } from "../operations/worklist.js";
import type { OpenedCase } from "./desk.js";
import type { GroupName } from "./groups.js";

/** Every word of the worklist that the gateway does not tell. */
export const worklistTexts = inBoth(
  {
    title: "Arbetslista",
    groups: { OVERDUE: "Försenat", NOW: "Nu", AHEAD: "Kommande", ACKNOWLEDGED: "Kvitterat" } satisfies Record<GroupName, string>,
    whose: "Vems arbete",
    mine: "Mina ärenden",
    allUnits: "Alla mina enheter",
    unit: (code: string) => `Enhet ${code}`,
    desks: "Handläggarnas ärenden",
    nobody: "Utan handläggare",
    desk: ({ clients, decisions, findings, critical }: CaseworkerLoad) =>
      [counted(clients, "klient", "klienter"), `${decisions} beslut`, findings === 0 ? "inget att göra" : `${findings} att göra, varav ${critical} brådskar`].join(" · "),
    spread: (fewest: number, most: number, median: number) => `Klienter för varje handläggare: ${fewest} till ${most}, median ${median}.`,
    kinds: "Visa bara",
    all: "Alla",
    search: "Sök i det som visas",
    asking: "Hämtar arbetslistan …",
    fetched: (at: Date, now: Date) => `Hämtat ${timeText(at, now)}`,
    nothing: "Inget att göra",
    only: (kinds: string, words: string) => `Visar bara ${kinds}: ${words.toLowerCase()}.`,
    found: (shown: number, of: number) => `Visar ${shown} av ${counted(of, "hämtad rad", "hämtade rader")}.`,
    noneFound: "Ingen rad matchar sökningen.",
    more: (shown: number, total: number) => `Visa fler (${shown} av ${total} visas)`,
    keys: "Piltangenterna går mellan raderna, Retur öppnar akten i verksamhetssystemet.",
    protected: "Skyddade personuppgifter",
    showProtected: "Visa",
    showProtectedOf: (fileNumber: string) => `Visa uppgifter om skyddad person, akt ${fileNumber}`,
    file: (fileNumber: string) => `Akt ${fileNumber}`,
    decision: (number: string) => `beslut ${number}`,
    order: (number: string) => `beställning ${number}`,
    due: ({ dueOn, overdueDays }: Pick<WorklistFinding, "dueOn" | "overdueDays">) =>
      dueOn === null ? null : overdueDays === null ? `Senast ${dueOn}` : `Förföll ${dueOn}, för ${counted(overdueDays, "dag", "dagar")} sedan`,
    acknowledged: (by: string, until: string | null) => `Kvitterat av ${by}${until === null ? "" : ` till ${until}`}`,
    severity: { CRITICAL: "Brådskar", WARNING: "Att göra", INFO: "För kännedom" },
    opened: {
      OPENED: (fileNumber) => `Akt ${fileNumber} öppnas i verksamhetssystemet.`,
      NOT_SET_UP: (fileNumber) => `Var akter öppnas är inte inställt. Sök akt ${fileNumber} i verksamhetssystemet.`,
      FAILED: (fileNumber) => `Akt ${fileNumber} kunde inte öppnas. Försök igen, eller sök den i verksamhetssystemet.`,
    } satisfies Record<OpenedCase["outcome"], (fileNumber: string) => string>,
    remedies: { signIn: "Logga in", settings: "Inställningar", retry: "Försök igen" },
    settings: "Inställningar och inloggning",
  },
  {
    title: "Worklist",
    groups: { OVERDUE: "Overdue", NOW: "Now", AHEAD: "Coming", ACKNOWLEDGED: "Acknowledged" } satisfies Record<GroupName, string>,
    whose: "Whose work",
    mine: "My cases",
    allUnits: "All my units",
    unit: (code: string) => `Unit ${code}`,
    desks: "The caseworkers' cases",
    nobody: "Without a caseworker",
    desk: ({ clients, decisions, findings, critical }: CaseworkerLoad) =>
      [counted(clients, "client", "clients"), counted(decisions, "decision", "decisions"), findings === 0 ? "nothing to do" : `${findings} to do, ${critical} of them urgent`].join(" · "),
    spread: (fewest: number, most: number, median: number) => `Clients of each caseworker: ${fewest} to ${most}, median ${median}.`,
    kinds: "Show only",
    all: "All",
    search: "Search in what is shown",
    asking: "Fetching the worklist …",
    fetched: (at: Date, now: Date) => `Fetched ${timeText(at, now)}`,
    nothing: "Nothing to do",
    only: (kinds: string, words: string) => `Showing only ${kinds}: ${words.toLowerCase()}.`,
    found: (shown: number, of: number) => `Showing ${shown} of ${counted(of, "fetched row", "fetched rows")}.`,
    noneFound: "No row matches the search.",
    more: (shown: number, total: number) => `Show more (${shown} of ${total} shown)`,
    keys: "The arrow keys move between rows, Enter opens the case in the case system.",
    protected: "Protected identity",
    showProtected: "Show",
    showProtectedOf: (fileNumber: string) => `Show what is known of a protected person, case ${fileNumber}`,
    file: (fileNumber: string) => `Case ${fileNumber}`,
    decision: (number: string) => `decision ${number}`,
    order: (number: string) => `order ${number}`,
    due: ({ dueOn, overdueDays }: Pick<WorklistFinding, "dueOn" | "overdueDays">) =>
      dueOn === null ? null : overdueDays === null ? `By ${dueOn}` : `Was due ${dueOn}, ${counted(overdueDays, "day", "days")} ago`,
    acknowledged: (by: string, until: string | null) => `Acknowledged by ${by}${until === null ? "" : ` until ${until}`}`,
    severity: { CRITICAL: "Urgent", WARNING: "To do", INFO: "For information" },
    opened: {
      OPENED: (fileNumber) => `Case ${fileNumber} opens in the case system.`,
      NOT_SET_UP: (fileNumber) => `Where cases are opened is not set up. Search for case ${fileNumber} in the case system.`,
      FAILED: (fileNumber) => `Case ${fileNumber} could not be opened. Try again, or search for it in the case system.`,
    } satisfies Record<OpenedCase["outcome"], (fileNumber: string) => string>,
    remedies: { signIn: "Sign in", settings: "Settings", retry: "Try again" },
    settings: "Settings and sign-in",
  },
);

/** "12 försenade", "5 nu": the parts of a list that have something in them. */
export const partTexts = inBoth(
  {
    OVERDUE: (count: number) => counted(count, "försenad", "försenade"),
    NOW: (count: number) => `${count} nu`,
    AHEAD: (count: number) => `${count} kommande`,
    ACKNOWLEDGED: (count: number) => counted(count, "kvitterad", "kvitterade"),
  } satisfies Record<GroupName, (count: number) => string>,
  {
    OVERDUE: (count: number) => `${count} overdue`,
    NOW: (count: number) => `${count} now`,
    AHEAD: (count: number) => `${count} coming`,
    ACKNOWLEDGED: (count: number) => `${count} acknowledged`,
  } satisfies Record<GroupName, (count: number) => string>,
);
