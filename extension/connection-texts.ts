import { inBoth, language } from "./language.js";
import type { Failure, Service } from "./messages.js";
import type { DataAge } from "./operations/worklist.js";
import { panelTexts } from "./texts.js";

/** The words of what keeps the extension from showing anything: on pages, in the side panel and on the toolbar's icon. */
export const connectionTexts = inBoth(
  {
    signIn: "Logga in för att se vad som behöver göras.",
    signInAgain: "Inloggningen har gått ut. Logga in igen för att se vad som behöver göras.",
    signInStopped: "Inloggningen avbröts eller nekades.",
    forbidden: "Med din roll visas inget på den här sidan.",
    notPermitted: "Tillägget får inte anropa adressen i inställningarna. Kontrollera den.",
    faulty: "Tjänsten gav inget begripligt svar. Försök igen, eller kontakta systemförvaltningen.",
    locked: "Överblick visar inget medan datorn är låst eller har lämnats.",
    away: (service: Service) => `Överblick når inte ${service === "GATEWAY" ? "gatewayen" : "inloggningstjänsten"}`,
    last: (time: string) => `senast ${time}`,
    pageWorks: "Sidan fungerar som vanligt.",
    shownIsFrom: (time: string) => `Det som visas är från ${time}.`,
    slow: "Svaret dröjer.",
  },
  {
    signIn: "Sign in to see what needs to be done.",
    signInAgain: "You have been signed out. Sign in again to see what needs to be done.",
    signInStopped: "The sign-in was cancelled or refused.",
    forbidden: "Nothing is shown on this page to your role.",
    notPermitted: "The extension may not call the address in the settings. Check it.",
    faulty: "The service gave no answer that can be understood. Try again, or ask those who look after the system.",
    locked: "Överblick shows nothing while the computer is locked or has been left.",
    away: (service: Service) => `Överblick can't reach ${service === "GATEWAY" ? "its gateway" : "the sign-in service"}`,
    last: (time: string) => `last reached ${time}`,
    pageWorks: "The page works as usual.",
    shownIsFrom: (time: string) => `What is shown is from ${time}.`,
    slow: "The answer takes its time.",
  },
);

/** "10.42", or on another day "24 november 10.42". */
export function timeText(time: Date, now: Date): string {
  if (time.toDateString() === now.toDateString()) return clock(time);
  const day = new Intl.DateTimeFormat(language() === "SV" ? "sv-SE" : "en-GB", { day: "numeric", month: "long" }).format(time);
  return `${day} ${clock(time)}`;
}

/** What is loaded before this hour came in the night. */
const MORNING = 6;

/**
 * "Data från 2022-11-30, inläst i natt 02.10": the day that the data is of, and when its files were loaded, by this computer's clock.
 * @param loadedAt RFC 3339; null: a file that it needs has never come
 */
export function dataFromText(day: string, loadedAt: string | null, now: Date): string {
  if (loadedAt === null) return panelTexts.dataFrom(day);
  const at = new Date(loadedAt);
  const { night, today, yesterday } = panelTexts.loadedWhen;
  const isOn = (date: Date): boolean => at.toDateString() === date.toDateString();
  let when = timeText(at, now);
  if (isOn(now)) when = `${at.getHours() < MORNING ? night : today} ${clock(at)}`;
  // By the calendar: some days have 23 or 25 hours.
  else if (isOn(new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1))) when = `${yesterday} ${clock(at)}`;
  return `${panelTexts.dataFrom(day)}, ${panelTexts.loaded(when)}`;
}

/** The same of a list of cases; null: no file has come. */
export function ageText({ dataFrom, dataLoadedAt }: DataAge, now: Date): string | null {
  return dataFrom === null ? null : dataFromText(dataFrom, dataLoadedAt, now);
}

function clock(time: Date): string {
  return `${two(time.getHours())}${language() === "SV" ? "." : ":"}${two(time.getMinutes())}`;
}

function two(figure: number): string {
  return String(figure).padStart(2, "0");
}

/** Why there is no answer, in one sentence: "Överblick når inte gatewayen, senast 10.42." */
export function failureText({ code, away }: Failure, now: Date): string {
  switch (code) {
    case "UNAUTHENTICATED":
      return connectionTexts.signIn;
    case "FORBIDDEN":
      return connectionTexts.forbidden;
    case "NOT_PERMITTED":
      return connectionTexts.notPermitted;
    case "NOT_FOUND":
    case "BAD_USER_INPUT":
    case "FAULTY":
      return connectionTexts.faulty;
    case "LOCKED":
      return connectionTexts.locked;
    case "UNREACHABLE": {
      const what = connectionTexts.away(away?.service ?? "GATEWAY");
      const { answeredAt = null } = away ?? {};
      return answeredAt === null ? `${what}.` : `${what}, ${connectionTexts.last(timeText(new Date(answeredAt), now))}.`;
    }
  }
}

/** Why somebody who meant to sign in is not signed in. */
export function signInText(failure: Failure, now: Date): string {
  if (failure.code === "UNAUTHENTICATED" || failure.code === "FORBIDDEN") return connectionTexts.signInStopped;
  return failureText({ ...failure, away: { service: "ISSUER", answeredAt: null, tryAt: 0 } }, now);
}
