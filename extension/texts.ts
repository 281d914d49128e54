import type { FailureCode } from "./messages.js";
import type { CaseKey, Evidence, FactType, Finding, FindingKind, OverlayStatus } from "./operations/overlay.js";
import type { Role } from "./operations/viewer.js";

// Every word that a user of the extension reads. What a finding means and why is told by the gateway.

/** What is drawn; FORBIDDEN never is. */
export type ShownStatus = Exclude<OverlayStatus, "FORBIDDEN">;

export const STATUS: Readonly<Record<ShownStatus, string>> = {
  OK: "Inget att göra",
  ATTENTION: "Att göra",
  // Not "Försenat": a decision outside delegation is as grave, and late for nothing.
  OVERDUE: "Brådskar",
  UNKNOWN: "Okänt",
};

/** Short enough for a badge in a narrow column. */
const SHORT_KIND: Readonly<Record<FindingKind, string>> = {
  REVIEW_DUE: "Uppföljning",
  REASSESSMENT_DUE: "Omprövning",
  WATCH_MISSING: "Bevakning saknas",
  LEVEL_MISSING: "Nivå saknas",
  PLAN_MISSING: "Plan saknas",
  PLAN_INSUFFICIENT: "Otillräcklig plan",
  INDIVIDUAL_PLAN: "Individuell plan",
  DELEGATION: "Delegation",
  EXECUTION_LATE: "Ej verkställt",
  DELIVERY_NOT_STARTED: "Ej påbörjat",
  DELIVERY_DEVIATION: "Utförd tid avviker",
  ALARM_REPEATED: "Upprepade larm",
  INTEGRITY: "Kontrollera uppgift",
  PRICE: "Pris avviker",
  HANDOVER: "Överlämning",
  OUTREACH: "Uppsökande arbete",
};

const FACT: Readonly<Record<FactType, string>> = {
  UNIT: "enhet",
  CASEWORKER: "handläggare",
  CLIENT: "klient",
  INVESTIGATION: "utredning",
  DECISION: "beslut",
  ORDER: "beställning",
  PLAN: "genomförandeplan",
  FOLLOW_UP: "uppföljning",
  PROVIDER: "utförare",
  DELIVERY: "utförd tid",
  ON_CALL_EVENT: "larm",
  FEEDBACK: "synpunkt",
  BUDGET_LINE: "budgetrad",
  LEDGER_LINE: "bokföringsrad",
  CARE_COST: "vårdkostnad",
  LSS_LEVEL: "nivå",
  PRICE: "pris",
  INDIVIDUAL_PLAN: "individuell plan",
};

const ROLE: Readonly<Record<Role, string>> = {
  CASEWORKER: "biståndshandläggare",
  MANAGER: "enhetschef",
  CONTROLLER: "controller",
  INTEGRATION: "integration",
  OPERATOR: "drift",
  PROVIDER: "utförare",
};

/** "Plan saknas +2": the most urgent finding and how many more, or the status when none asks for anything. */
export function badgeText(status: ShownStatus, findings: readonly Finding[]): string {
  const [first, ...more] = findings;
  if (!first) return STATUS[status];
  return more.length === 0 ? SHORT_KIND[first.kind] : `${SHORT_KIND[first.kind]} +${more.length}`;
}

/** "Brådskar. Genomförandeplan saknas, förföll 2022-11-10. Visa varför": what a screen reader says of a badge. */
export function badgeLabel(status: ShownStatus, findings: readonly Finding[], incomplete: boolean): string {
  const found = findings.map((finding) => {
    const due = dueText(finding);
    return due === null ? finding.title : `${finding.title}, ${due.toLowerCase()}`;
  });
  return [STATUS[status], ...found, ...(incomplete ? [panelTexts.incomplete] : []), panelTexts.open].join(". ");
}

/** "Förföll 2022-11-10", "Senast 2022-12-05", or null for a finding without a date. */
export function dueText({ dueOn, overdueDays }: Pick<Finding, "dueOn" | "overdueDays">): string | null {
  if (dueOn === null) return null;
  return overdueDays === null || overdueDays <= 0 ? `Senast ${dueOn}` : `Förföll ${dueOn}`;
}

/** Fewer rows than these say nothing of whether the page is understood. */
export const ENOUGH_ROWS = 5;

/** What a page says when there is no answer. */
export function failureText(code: FailureCode): string {
  switch (code) {
    case "UNAUTHENTICATED":
      return "Logga in för att se vad som behöver göras.";
    case "FORBIDDEN":
      return "Med din roll visas inget på den här sidan.";
    case "UNREACHABLE":
      return "Tjänsten går inte att nå just nu. Sidan fungerar som vanligt.";
    case "NOT_PERMITTED":
      return "Tillägget får inte anropa adressen i inställningarna. Kontrollera den.";
    case "NOT_FOUND":
    case "BAD_USER_INPUT":
    case "FAULTY":
      return "Tjänsten gav inget begripligt svar. Försök igen, eller kontakta systemförvaltningen.";
  }
}

export const panelTexts = {
  protected: "Skyddade personuppgifter",
  showProtected: "Visa uppgifter om skyddad person",
  open: "Visa varför",
  close: "Stäng",
  incomplete: "Uppgifterna är ofullständiga",
  nothing: "Överblick har inte hittat något att göra i akten.",
  unknown: "Överblick känner inte till klienten, eller så ligger akten utanför dina enheter.",
  dataFrom: (day: string) => `Data från ${day}`,
  nextDueOn: (day: string) => `Nästa datum att hålla: ${day}`,
  grounds: "Underlag",
  rule: ({ id, version }: Finding["rule"]) => `Regelns beteckning: ${id}, version ${version}`,
  decision: (number: string) => `Beslut ${number}`,
  order: (number: string) => `Beställning ${number}`,
};

/** "Akt 103879-5" or, on pages that show only personal numbers, "Personnummer …". */
export function keyTitle(key: CaseKey): string {
  return "fileNumber" in key ? `Akt ${key.fileNumber}` : `Personnummer ${key.personalNumber}`;
}

/** "beslut B1001 · SOSYS_BESLUT_HAL_20221130.TXT, rad 12 · inläst 2022-11-30" */
export function evidenceSource({ fact, key, file, line, loadedAt }: Evidence): string {
  const place = line === null ? file : `${file}, rad ${line}`;
  return `${FACT[fact]} ${key} · ${place} · inläst ${loadedAt.slice(0, 10)}`;
}

export const optionsTexts = {
  title: "Överblick",
  intro: "Överblick visar på verksamhetssystemets sidor vad som är försenat, saknas eller ligger utanför delegation.",
  signIn: "Logga in",
  signOut: "Logga ut",
  asking: "Kontrollerar inloggningen …",
  signingIn: "Logga in i fönstret som öppnas.",
  nobody: "Du är inte inloggad.",
  signedOut: "Du är utloggad.",
  signedInAs: (subject: string, roles: readonly Role[], units: readonly string[]) =>
    `Du är inloggad som ${subject}, ${roles.map((role) => ROLE[role]).join(", ")}` +
    (units.length === 0 ? "." : `, ${units.length === 1 ? "enhet" : "enheter"} ${units.join(", ")}.`),
  connection: "Anslutning",
  gateway: "Gateway-adress",
  gatewayHint: "Adressen till stadens Överblick, till exempel https://overblick.example.se",
  issuer: "Inloggningstjänst",
  issuerHint: "Adressen till stadens inloggning, exakt som tjänsten själv skriver den.",
  clientId: "Klient-id",
  clientIdHint: "Vad tillägget heter i inloggningstjänsten.",
  save: "Spara",
  saved: "Sparat.",
  badAddress: "Adresserna ska börja med https:// eller http://.",
  badClientId: "Klient-id saknas.",
  workbench: "Verkstad för sidor, för den som förvaltar verksamhetssystemet",
};

/** What the page says when the gateway does not tell who one is. */
export function viewerFailure(code: FailureCode): string {
  switch (code) {
    case "UNAUTHENTICATED":
      return optionsTexts.nobody;
    case "FORBIDDEN":
      return "Du är inloggad, men rollen får inte använda gatewayen.";
    case "UNREACHABLE":
      return "Ingen gateway svarar på adressen. Kontrollera adressen och att tjänsten är i gång.";
    case "NOT_PERMITTED":
      return "Tillägget är inte gjort för den adressen. Kontrollera adressen, eller be systemförvaltningen om rätt tillägg.";
    case "NOT_FOUND":
    case "BAD_USER_INPUT":
    case "FAULTY":
      return "På adressen svarar något annat än Överblicks gateway, eller en annan version av den.";
  }
}

/** Why one is signed in at the issuer and yet nobody to the gateway. */
export const notAccepted = "Inloggningen lyckades, men kontot har ingen behörighet i Överblick. Kontakta systemförvaltningen.";

/** What went wrong with signing in or out at the issuer. */
export function signInFailure(code: FailureCode): string {
  switch (code) {
    case "UNAUTHENTICATED":
    case "FORBIDDEN":
      return "Inloggningen avbröts eller nekades. Försök igen.";
    case "UNREACHABLE":
      return "Inloggningstjänsten svarar inte. Kontrollera adressen, eller försök igen om en stund.";
    case "NOT_PERMITTED":
      return "Tillägget är inte gjort för den inloggningstjänsten. Kontrollera adressen, eller be systemförvaltningen om rätt tillägg.";
    case "NOT_FOUND":
    case "BAD_USER_INPUT":
    case "FAULTY":
      return "På inloggningstjänstens adress svarar något annat. Kontrollera adressen.";
  }
}
