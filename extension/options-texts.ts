import { inBoth } from "./language.js";
import type { FailureCode } from "./messages.js";
import type { Role } from "./operations/viewer.js";

// Words of the options page, and of signing in.

/** What roles are called. */
export const ROLE = inBoth<Readonly<Record<Role, string>>>(
  {
    CASEWORKER: "biståndshandläggare",
    MANAGER: "enhetschef",
    CONTROLLER: "controller",
    INTEGRATION: "integration",
    OPERATOR: "drift",
    PROVIDER: "utförare",
  },
  {
    CASEWORKER: "caseworker",
    MANAGER: "unit head",
    CONTROLLER: "controller",
    INTEGRATION: "integration",
    OPERATOR: "operator",
    PROVIDER: "provider",
  },
);

export const optionsTexts = inBoth(
  {
    title: "Överblick",
    intro: "Överblick visar på verksamhetssystemets sidor vad som är försenat, saknas eller ligger utanför delegation.",
    signIn: "Logga in",
    signOut: "Logga ut",
    asking: "Kontrollerar inloggningen …",
    signingIn: "Logga in i fönstret som öppnas.",
    nobody: "Du är inte inloggad.",
    /** One is signed in at the issuer and yet nobody to the gateway. */
    notAccepted: "Inloggningen lyckades, men kontot har ingen behörighet i Överblick. Kontakta systemförvaltningen.",
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
  },
  {
    title: "Överblick",
    intro: "Överblick shows on the pages of the case system what is late, missing or outside delegation.",
    signIn: "Sign in",
    signOut: "Sign out",
    asking: "Checking who is signed in …",
    signingIn: "Sign in in the window that opens.",
    nobody: "You are not signed in.",
    notAccepted: "The sign-in succeeded, but the account has no rights in Överblick. Ask those who look after the system.",
    signedOut: "You are signed out.",
    signedInAs: (subject: string, roles: readonly Role[], units: readonly string[]) =>
      `You are signed in as ${subject}, ${roles.map((role) => ROLE[role]).join(", ")}` +
      (units.length === 0 ? "." : `, ${units.length === 1 ? "unit" : "units"} ${units.join(", ")}.`),
    connection: "Connection",
    gateway: "Gateway address",
    gatewayHint: "The address of the city's Överblick, such as https://overblick.example.se",
    issuer: "Sign-in service",
    issuerHint: "The address of the city's sign-in, exactly as the service itself writes it.",
    clientId: "Client id",
    clientIdHint: "What the extension is called at the sign-in service.",
    save: "Save",
    saved: "Saved.",
    badAddress: "The addresses must begin with https:// or http://.",
    badClientId: "The client id is missing.",
    workbench: "Workbench for pages, for those who look after the case system",
  },
);

const VIEWER_FAILURE = inBoth<Readonly<Record<FailureCode, string>>>(
  {
    UNAUTHENTICATED: "Du är inte inloggad.",
    FORBIDDEN: "Du är inloggad, men rollen får inte använda gatewayen.",
    UNREACHABLE: "Ingen gateway svarar på adressen. Kontrollera adressen och att tjänsten är i gång.",
    NOT_PERMITTED: "Tillägget är inte gjort för den adressen. Kontrollera adressen, eller be systemförvaltningen om rätt tillägg.",
    FAULTY: "På adressen svarar något annat än Överblicks gateway, eller en annan version av den.",
    LOCKED: "Datorn är låst.",
  },
  {
    UNAUTHENTICATED: "You are not signed in.",
    FORBIDDEN: "You are signed in, but the role may not use the gateway.",
    UNREACHABLE: "No gateway answers at the address. Check the address, and that the service is running.",
    NOT_PERMITTED: "The extension is not made for that address. Check the address, or ask those who look after the system for the right extension.",
    FAULTY: "Something else than Överblick's gateway answers at the address, or another version of it.",
    LOCKED: "The computer is locked.",
  },
);

/** What the page says when the gateway does not tell who one is. */
export function viewerFailure(code: FailureCode): string {
  return VIEWER_FAILURE[code];
}

const SIGN_IN_FAILURE = inBoth<Readonly<Record<FailureCode, string>>>(
  {
    UNAUTHENTICATED: "Inloggningen avbröts eller nekades. Försök igen.",
    FORBIDDEN: "Inloggningen avbröts eller nekades. Försök igen.",
    UNREACHABLE: "Inloggningstjänsten svarar inte. Kontrollera adressen, eller försök igen om en stund.",
    NOT_PERMITTED: "Tillägget är inte gjort för den inloggningstjänsten. Kontrollera adressen, eller be systemförvaltningen om rätt tillägg.",
    FAULTY: "På inloggningstjänstens adress svarar något annat. Kontrollera adressen.",
    LOCKED: "Datorn är låst.",
  },
  {
    UNAUTHENTICATED: "The sign-in was cancelled or refused. Try again.",
    FORBIDDEN: "The sign-in was cancelled or refused. Try again.",
    UNREACHABLE: "The sign-in service does not answer. Check the address, or try again in a while.",
    NOT_PERMITTED: "The extension is not made for that sign-in service. Check the address, or ask those who look after the system for the right extension.",
    FAULTY: "Something else answers at the address of the sign-in service. Check the address.",
    LOCKED: "The computer is locked.",
  },
);

/** What went wrong with signing in or out at the issuer. */
export function signInFailure(code: FailureCode): string {
  return SIGN_IN_FAILURE[code];
}
