import { inBoth, kronor } from "../language.js";
import type { Failure, FailureCode } from "../messages.js";
import type { Acknowledgement, Dispute, Reminder } from "../operations/overlay.js";
import type { CaseCost, CaseDecision, Delivery } from "../operations/case-work.js";

// Every word of the case panel: what people answer to findings, and the case file. Months are `YYYY-MM`.

const SWEDISH_MONTHS = ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"];
const ENGLISH_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

function monthIn(names: readonly string[], month: string): string {
  return `${names[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
}

function hours(number: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(number);
}

const swedish = {
  // Answers to findings.
  acknowledge: "Kvittera",
  acknowledgeOf: (title: string) => `Kvittera: ${title}`,
  until: "Gäller till och med",
  untilHint: "Lämna tomt för att låta kvitteringen gälla så länge uppgifterna är desamma, högst 90 dagar.",
  untilHintOfDelegation: "Lämna tomt för att låta kvitteringen gälla så länge uppgifterna är desamma.",
  note: "Anteckning",
  noteHint: "Syns för alla som har ärendet.",
  noteOptional: "Anteckning (frivillig)",
  save: "Spara",
  cancel: "Avbryt",
  sending: "Sparar …",
  gone: "Varningen finns inte längre: uppgifterna bakom den har ändrats. Kopiera det du har skrivit om du vill ha det kvar.",
  overtaken: "Varningen har ändrats medan du skrev. Kopiera det du har skrivit om du vill ha det kvar.",
  held: "Du har skrivit något här som inte är sparat. Spara det, eller stäng rutan med krysset.",
  orphaned: "Tillägget har uppdaterats eller stängts av. Kopiera det du har skrivit och ladda sedan om sidan.",
  withheld: "Uppgifterna i akten kan inte visas just nu. Det du har skrivit finns kvar. Kopiera det om du behöver logga in igen.",
  forManagers: "Den här varningen kvitteras av enhetens chef.",
  acknowledged: ({ by, on, until, note }: Acknowledgement) =>
    `Kvitterad av ${by} ${on}, ${until === null ? "gäller så länge uppgifterna är desamma" : `gäller till och med ${until}`}${note === null ? "." : `: ${note}`}`,
  withdraw: "Ta tillbaka kvitteringen",
  dispute: "Varningen är fel",
  disputeOf: (title: string) => `Varningen är fel: ${title}`,
  reason: "Vad är fel?",
  reasonHint: "Hjälper dem som förvaltar reglerna. Varningen står kvar tills den har rättats.",
  disputed: ({ by, on, reason }: Dispute) => `Varningen är fel, enligt ${by} ${on}${reason === null ? "." : `: ${reason}`}`,
  remind: "Påminn utföraren",
  remindOf: (order: string) => `Påminn utföraren om beställning ${order}`,
  sentOn: "Påminnelsen skickades",
  record: "Notera påminnelsen",
  reminded: ({ sentOn, by, note }: Reminder) => `Utföraren påmind ${sentOn} av ${by}${note === null ? "." : `: ${note}`}`,
  copyLetter: "Kopiera brevet till utföraren",
  fetchingLetter: "Hämtar brevet …",
  letter: "Brev till utföraren",
  letterCopied: "Brevet är kopierat. Klistra in det där du skriver till utföraren.",
  letterByHand: "Brevet kunde inte kopieras. Det är markerat: kopiera det med Ctrl+C.",
  // What is announced when it is done.
  saidAcknowledged: "Varningen är kvitterad.",
  saidWithdrawn: "Kvitteringen är tillbakatagen.",
  saidDisputed: "Ditt besked är sparat.",
  saidReminded: "Påminnelsen är noterad.",
  // What is missing in a form.
  writeNote: "Skriv en anteckning.",
  writeReason: "Skriv vad som är fel.",
  untilPassed: (today: string) => `Välj ${today} eller en senare dag.`,
  sentLater: (today: string) => `Välj ${today} eller en tidigare dag.`,
  // The case file.
  showCase: "Visa hela akten",
  loadingCase: "Hämtar akten …",
  caseFile: "Akten",
  retry: "Försök igen",
  signIn: "Logga in",
  decisions: "Beslut och beställningar",
  noDecisions: "Inga pågående eller kommande beslut.",
  formerDecisions: (count: number) => `Tidigare beslut och avslag (${count})`,
  decision: (law: string, number: string) => `${law} · beslut ${number}`,
  runs: ({ validFrom, validTo }: Pick<CaseDecision, "validFrom" | "validTo">) => `Gäller ${validFrom} – ${validTo ?? "tills vidare"}`,
  ran: ({ validFrom, validTo, endedOn }: Pick<CaseDecision, "validFrom" | "validTo" | "endedOn">) => `${validFrom} – ${endedOn ?? validTo ?? "tills vidare"}`,
  refused: (decidedOn: string) => `Avslag ${decidedOn}`,
  nextReview: (day: string) => `Nästa uppföljning senast ${day}`,
  reviewPassed: (day: string) => `Uppföljning skulle ha gjorts ${day}`,
  noReview: "Ingen uppföljning enligt reglerna",
  noReviewBeforeEnd: "Ingen uppföljning före slutdagen",
  lastReview: (day: string) => `Senast uppföljt ${day}`,
  amount: {
    TIM_MAN: (number: string) => `${number} timmar i månaden`,
    TIM_VECKA: (number: string) => `${number} timmar i veckan`,
    DYGN: (number: string) => `${number} dygn`,
    NIVA: (number: string) => `nivå ${number}`,
    ST: (number: string) => `${number} st`,
  } as Readonly<Record<NonNullable<CaseDecision["amountUnit"]>, (number: string) => string>>,
  order: (number: string, provider: string) => `${provider} · beställning ${number}`,
  orderRuns: (from: string, to: string | null) => (to === null ? `Från ${from}` : `${from} – ${to}`),
  noOrders: "Ingen beställning.",
  planCounts: (day: string) => `Genomförandeplan mottagen ${day}`,
  planInsufficient: (day: string) => `Genomförandeplan mottagen ${day}, otillräcklig`,
  noPlan: "Ingen genomförandeplan mottagen",
  // Ordered and performed time.
  hours: (number: number) => hours(number, "sv-SE"),
  chartTitle: "Beställd och utförd tid, timmar i månaden",
  chartOf: (latest: Delivery | null) => latest === null
    ? "Diagram över tolv månader. Ingen månad är rapporterad."
    : `Diagram över tolv månader. Senast rapporterat: ${monthIn(SWEDISH_MONTHS, latest.month)}, ${hours(latest.performedHours, "sv-SE")} utförda av ${hours(latest.orderedHours, "sv-SE")} beställda timmar.`,
  performed: "Utförd",
  ordered: "Beställd",
  unknownMonth: "Okänt, ingen rapport",
  asTable: "Siffrorna som tabell",
  month: "Månad",
  monthName: (month: string) => monthIn(SWEDISH_MONTHS, month),
  monthLetter: (month: string) => SWEDISH_MONTHS[Number(month.slice(5)) - 1]!.slice(0, 1).toUpperCase(),
  unknown: "okänt",
  notOrdered: "ej beställt",
  nothingReported: "Utförd tid är okänd: utföraren har inte rapporterat någon av de senaste tolv månaderna.",
  // On-call services.
  onCall: "Jourlarm",
  alarms: "Larm",
  visits: "Besök",
  falls: "Fall",
  others: "Övrigt",
  noLists: "Okänt: det finns ingen jourlista för de senaste tolv månaderna.",
  listsMissing: (count: number) => `Okänt för ${count === 1 ? "en" : count} av de senaste tolv månaderna: där saknas jourlista.`,
  noCalls: (months: number) => `Inga händelser i de ${months} månader som det finns jourlistor för.`.replace("de 1 månader", "den månad"),
  // Costs.
  costs: "Kostnad i månaden",
  noCosts: "Inget pågående beslut att räkna på.",
  cost: ({ basis, month, amount }: CaseCost) => {
    if (amount === null) return "okänd: pris saknas, eller går inte att räkna på";
    return basis === "PRICE_LIST" || month === null ? `${kronor(amount, "sv-SE")} kr, beräknat efter prislistan` : `${kronor(amount, "sv-SE")} kr, enligt vårdfilen för ${monthIn(SWEDISH_MONTHS, month)}`;
  },
  costOfAll: (amount: number, unknown: number) =>
    unknown === 0 ? `Sammanlagt ${kronor(amount, "sv-SE")} kr` : `Minst ${kronor(amount, "sv-SE")} kr; ${unknown === 1 ? "en insats" : `${unknown} insatser`} har okänd kostnad`,
};

const english: typeof swedish = {
  acknowledge: "Acknowledge",
  acknowledgeOf: (title) => `Acknowledge: ${title}`,
  until: "Holds to and with",
  untilHint: "Leave empty to let it hold as long as the facts are the same, 90 days at most.",
  untilHintOfDelegation: "Leave empty to let it hold as long as the facts are the same.",
  note: "Note",
  noteHint: "Seen by everybody who has the case.",
  noteOptional: "Note (optional)",
  save: "Save",
  cancel: "Cancel",
  sending: "Saving …",
  gone: "The warning is gone: the facts behind it have changed. Copy what you have written if you want to keep it.",
  overtaken: "The warning has changed while you wrote. Copy what you have written if you want to keep it.",
  held: "You have written something here that is not saved. Save it, or close this with its cross.",
  orphaned: "The extension has been updated or turned off. Copy what you have written, then reload the page.",
  withheld: "The facts of the case can't be shown just now. What you have written is still there. Copy it if you need to sign in again.",
  forManagers: "This warning is acknowledged by the unit's manager.",
  acknowledged: ({ by, on, until, note }) =>
    `Acknowledged by ${by} ${on}, ${until === null ? "as long as the facts are the same" : `to and with ${until}`}${note === null ? "." : `: ${note}`}`,
  withdraw: "Take back the acknowledgement",
  dispute: "The warning is wrong",
  disputeOf: (title) => `The warning is wrong: ${title}`,
  reason: "What is wrong?",
  reasonHint: "Helps those who keep the rules. The warning stands until it has been put right.",
  disputed: ({ by, on, reason }) => `The warning is wrong, says ${by} ${on}${reason === null ? "." : `: ${reason}`}`,
  remind: "Remind the provider",
  remindOf: (order) => `Remind the provider of order ${order}`,
  sentOn: "The reminder was sent",
  record: "Record the reminder",
  reminded: ({ sentOn, by, note }) => `Provider reminded ${sentOn} by ${by}${note === null ? "." : `: ${note}`}`,
  copyLetter: "Copy the letter to the provider",
  fetchingLetter: "Getting the letter …",
  letter: "Letter to the provider",
  letterCopied: "The letter is copied. Paste it where you write to the provider.",
  letterByHand: "The letter could not be copied. It is selected: copy it with Ctrl+C.",
  saidAcknowledged: "The warning is acknowledged.",
  saidWithdrawn: "The acknowledgement is taken back.",
  saidDisputed: "What you said is saved.",
  saidReminded: "The reminder is recorded.",
  writeNote: "Write a note.",
  writeReason: "Write what is wrong.",
  untilPassed: (today) => `Choose ${today} or a later day.`,
  sentLater: (today) => `Choose ${today} or an earlier day.`,
  showCase: "Show the whole case",
  loadingCase: "Getting the case …",
  caseFile: "The case",
  retry: "Try again",
  signIn: "Sign in",
  decisions: "Decisions and orders",
  noDecisions: "No decision that runs or is to come.",
  formerDecisions: (count) => `Former decisions and refusals (${count})`,
  decision: (law, number) => `${law} · decision ${number}`,
  runs: ({ validFrom, validTo }) => `Holds ${validFrom} – ${validTo ?? "until further notice"}`,
  ran: ({ validFrom, validTo, endedOn }) => `${validFrom} – ${endedOn ?? validTo ?? "until further notice"}`,
  refused: (decidedOn) => `Refused ${decidedOn}`,
  nextReview: (day) => `Next review by ${day}`,
  reviewPassed: (day) => `Review was due ${day}`,
  noReview: "No review by the rules",
  noReviewBeforeEnd: "No review before its end",
  lastReview: (day) => `Last reviewed ${day}`,
  amount: {
    TIM_MAN: (number) => `${number} hours a month`,
    TIM_VECKA: (number) => `${number} hours a week`,
    DYGN: (number) => `${number} days and nights`,
    NIVA: (number) => `level ${number}`,
    ST: (number) => `${number} pieces`,
  },
  order: (number, provider) => `${provider} · order ${number}`,
  orderRuns: (from, to) => (to === null ? `From ${from}` : `${from} – ${to}`),
  noOrders: "No order.",
  planCounts: (day) => `Implementation plan received ${day}`,
  planInsufficient: (day) => `Implementation plan received ${day}, insufficient`,
  noPlan: "No implementation plan received",
  hours: (number) => hours(number, "en-GB"),
  chartTitle: "Ordered and performed time, hours a month",
  chartOf: (latest) => latest === null
    ? "Chart of twelve months. No month is reported."
    : `Chart of twelve months. Last reported: ${monthIn(ENGLISH_MONTHS, latest.month)}, ${hours(latest.performedHours, "en-GB")} performed of ${hours(latest.orderedHours, "en-GB")} ordered hours.`,
  performed: "Performed",
  ordered: "Ordered",
  unknownMonth: "Unknown, no report",
  asTable: "The figures as a table",
  month: "Month",
  monthName: (month) => monthIn(ENGLISH_MONTHS, month),
  monthLetter: (month) => ENGLISH_MONTHS[Number(month.slice(5)) - 1]!.slice(0, 1),
  unknown: "unknown",
  notOrdered: "not ordered",
  nothingReported: "Performed time is unknown: the provider has reported none of the last twelve months.",
  onCall: "On-call alarms",
  alarms: "Alarms",
  visits: "Visits",
  falls: "Falls",
  others: "Other",
  noLists: "Unknown: there is no on-call list of the last twelve months.",
  listsMissing: (count) => `Unknown for ${count === 1 ? "one" : count} of the last twelve months: there is no on-call list.`,
  noCalls: (months) => `No events in the ${months === 1 ? "month" : `${months} months`} that there are on-call lists of.`,
  costs: "Cost a month",
  noCosts: "No running decision to count on.",
  cost: ({ basis, month, amount }) => {
    if (amount === null) return "unknown: there is no price, or none that can be counted with";
    return basis === "PRICE_LIST" || month === null ? `SEK ${kronor(amount, "en-GB")}, by the price list` : `SEK ${kronor(amount, "en-GB")}, by the care cost file for ${monthIn(ENGLISH_MONTHS, month)}`;
  },
  costOfAll: (amount, unknown) =>
    unknown === 0 ? `SEK ${kronor(amount, "en-GB")} in all` : `SEK ${kronor(amount, "en-GB")} at least; the cost of ${unknown === 1 ? "one intervention" : `${unknown} interventions`} is unknown`,
};

export const caseTexts = inBoth(swedish, english);

const failures = inBoth<Readonly<Record<FailureCode, string>>>(
  {
    UNAUTHENTICATED: "Du är inte inloggad längre.",
    FORBIDDEN: "Du har inte behörighet till det här.",
    UNREACHABLE: "Tjänsten går inte att nå just nu. Försök igen om en stund: det är ofarligt även om det första försöket kom fram.",
    NOT_PERMITTED: "Tillägget får inte anropa adressen i inställningarna.",
    LOCKED: "Datorn har varit låst eller övergiven en stund. Försök igen.",
    NOT_FOUND: "Det finns inte längre, eller är inte ditt: uppgifterna bakom har ändrats.",
    BAD_USER_INPUT: "Tjänsten kan inte ta emot det så som det är skrivet.",
    FAULTY: "Tjänsten gav inget begripligt svar. Försök igen, eller kontakta systemförvaltningen.",
  },
  {
    UNAUTHENTICATED: "You are no longer signed in.",
    FORBIDDEN: "This is not yours to do.",
    UNREACHABLE: "The service can't be reached just now. Try again in a while: it does no harm even if the first time arrived.",
    NOT_PERMITTED: "The extension may not call the address in its settings.",
    LOCKED: "The computer was locked or has been left for a while. Try again.",
    NOT_FOUND: "It is gone, or not yours: the facts behind it have changed.",
    BAD_USER_INPUT: "The service can't take it as it is written.",
    FAULTY: "The service gave no answer that makes sense. Try again, or contact the administrators.",
  },
);

const kept = inBoth({ text: "Det du har skrivit finns kvar." }, { text: "What you have written is still there." });
const copyFirst = inBoth({ text: "Kopiera det du har skrivit innan du loggar in igen." }, { text: "Copy what you have written before you sign in again." });

/** Why something about a case could not be had. */
export function caseFailure({ code }: Failure): string {
  return failures[code];
}

/** Why what was written could not be sent. */
export function sendFailure(failure: Failure): string {
  return `${caseFailure(failure)} ${failure.code === "UNAUTHENTICATED" ? copyFirst.text : kept.text}`;
}
