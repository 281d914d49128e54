import { inBoth } from "../language.js";
import { ROLE } from "../options-texts.js";
import type { Policy } from "../policy.js";

/** The icon in the toolbar. */
export const toolbarTexts = inBoth(
  { name: "Överblick", permissionMissing: "Överblick: ett klick återstår. Öppna Överblick och tillåt" },
  { name: "Överblick", permissionMissing: "Överblick: one click is left. Open Överblick and allow it" },
);

const swedishSetting: Readonly<Record<keyof Policy, string>> = {
  gateway: "gateway-adress", issuer: "inloggningstjänst", clientId: "klient-id", scope: "scope", hosts: "värdar", language: "språk",
};
const englishSetting: Readonly<Record<keyof Policy, string>> = {
  gateway: "gateway address", issuer: "sign-in service", clientId: "client id", scope: "scope", hosts: "hosts", language: "language",
};
/** The words for names that are separated by commas; a name without words stands for itself. */
function named(words: Readonly<Partial<Record<string, string>>>, names: string): string {
  return names.split(/, ?/).map((name) => words[name] ?? name).join(", ");
}

/** The part of the options page about settings and permissions. */
export const settingsTexts = inBoth(
  {
    hosts: "Verksamhetssystemets värdar",
    hostsHint: "En på varje rad, till exempel https://sosys.example.se/*, utöver dem som tillägget är byggt för:",
    noneBuilt: "inga",
    badHost: (host: string) => `”${host}” är ingen värd. Skriv till exempel https://sosys.example.se/*`,
    language: "Språk",
    browserLanguage: "Webbläsarens språk",
    fromPolicy: "Bestämt av stadens policy: det kan bara ändras där.",
    policyFaults: (names: string) => `Stadens policy har värden som inte går att använda: ${named(swedishSetting, names)}. Meddela systemförvaltningen.`,
    permissionTitle: "Ett klick återstår",
    permissionWhy: "Tillägget är inställt för adresser som webbläsaren inte släpper fram det till förrän du säger ja. Varken staden eller tillägget kan göra det åt dig.",
    permissionPages: (pages: string) => `Sidor där inget kan visas än: ${pages}`,
    permissionAddresses: (addresses: string) => `Tjänster som inte kan nås än: ${addresses}`,
    permit: "Tillåt",
    permitted: "Tillåtet. Ladda om verksamhetssystemets sidor.",
    refused: "Webbläsaren släppte inte fram tillägget. Säg ja när den frågar, eller be systemförvaltningen om ett tillägg som är byggt för stadens adresser.",
  },
  {
    hosts: "Hosts of the case system",
    hostsHint: "One on each line, such as https://sosys.example.se/*, beside those that the extension was built for:",
    noneBuilt: "none",
    badHost: (host: string) => `“${host}” is no host. Write for example https://sosys.example.se/*`,
    language: "Language",
    browserLanguage: "The browser's language",
    fromPolicy: "Set by the city's policy: it can be changed there alone.",
    policyFaults: (names: string) => `The city's policy has values that can't be used: ${named(englishSetting, names)}. Tell the system administrators.`,
    permissionTitle: "One click is left",
    permissionWhy: "The extension is set for addresses that the browser doesn't let it reach until you say yes. Neither the city nor the extension can do that for you.",
    permissionPages: (pages: string) => `Pages on which nothing can be shown yet: ${pages}`,
    permissionAddresses: (addresses: string) => `Services that can't be reached yet: ${addresses}`,
    permit: "Allow",
    permitted: "Allowed. Reload the pages of the case system.",
    refused: "The browser did not let the extension through. Say yes when it asks, or ask the system administrators for an extension that is built for the city's addresses.",
  },
);

/** The frame of the connection test. */
export const testTexts = inBoth(
  {
    title: "Anslutningstest",
    intro: "Går hela vägen från inställningarna till sidorna och säger var det tar stopp. Inget ändras.",
    start: "Testa anslutningen",
    running: "Testar …",
    done: (faults: number, untested: number) => `${faults === 0 ? "Inga fel" : `${faults} fel`}${untested === 0 ? "." : `, ${untested} ej testade.`}`,
    state: { OK: "OK", FAULT: "Fel", NOT_TESTED: "Ej testat" },
    copy: "Kopiera adressen",
    copied: "Adressen är kopierad.",
    openAddress: "Öppna adressen i en ny flik",
  },
  {
    title: "Connection test",
    intro: "Walks all the way from the settings to the pages and says where it stops. Nothing is changed.",
    start: "Test the connection",
    running: "Testing …",
    done: (faults: number, untested: number) => `${faults === 0 ? "No faults" : `${faults} ${faults === 1 ? "fault" : "faults"}`}${untested === 0 ? "." : `, ${untested} not tested.`}`,
    state: { OK: "OK", FAULT: "Fault", NOT_TESTED: "Not tested" },
    copy: "Copy the address",
    copied: "The address is copied.",
    openAddress: "Open the address in a new tab",
  },
);

const swedishSteps = {
  policy: "Stadens policy",
  reachable: "Gatewayens adress",
  encryption: "Kryptering",
  identity: "Överblicks gateway",
  ready: "Gatewayen är redo",
  version: "Version",
  clock: "Datorns klocka",
  discovery: "Inloggningstjänsten",
  issuerName: "Inloggningstjänstens namn",
  tokenAddress: "Adressen för inloggningens biljetter",
  client: "Klient-id",
  redirect: "Svarsadress",
  signedIn: "Inloggad",
  role: "Roll",
  adapters: "Sidbeskrivningar",
  hosts: "Verksamhetssystemets sidor",
};

/** What the connection test looks at, in its order. */
export type StepName = keyof typeof swedishSteps;

/** What each line of the connection test is about. */
export const stepTexts = inBoth<Record<StepName, string>>(swedishSteps, {
  policy: "The city's policy",
  reachable: "The gateway's address",
  encryption: "Encryption",
  identity: "Överblick's gateway",
  ready: "The gateway is ready",
  version: "Version",
  clock: "This computer's clock",
  discovery: "The sign-in service",
  issuerName: "The sign-in service's name",
  tokenAddress: "Address for the sign-in's tokens",
  client: "Client id",
  redirect: "Redirect address",
  signedIn: "Signed in",
  role: "Role",
  adapters: "Descriptions of pages",
  hosts: "The case system's pages",
});

const swedishReasons = {
  afterFault: () => "Testas när felen ovan är borta.",
  noPolicy: () => "Ingen policy: inställningarna är dina egna eller tilläggets.",
  policySets: (names: string) => `Policyn bestämmer: ${named(swedishSetting, names)}.`,
  policyFaulty: (names: string) => `Policyn har värden som inte går att använda: ${named(swedishSetting, names)}. De räknas som inte satta. Rätta dem i policyn.`,
  notPermitted: (address: string) => `Webbläsaren släpper inte fram tillägget till ${address}. Tryck på Tillåt överst på sidan, eller be systemförvaltningen om ett tillägg som är byggt för adressen.`,
  noAnswer: (address: string) => `Inget svar från ${address}. Antingen svarar ingen där, eller så litar webbläsaren inte på certifikatet. Öppna adressen i en flik: där säger webbläsaren vilket.`,
  nobodyAnswers: (address: string) => `Ingen svarar på ${address}. Kontrollera adressen, att tjänsten är i gång och att datorn har nätet.`,
  answers: (address: string) => `${address} svarar.`,
  redirects: (address: string) => `${address} skickar vidare till en annan adress, kanske en inloggning eller ett nätfilter. Tillägget måste nå gatewayen och inloggningstjänsten direkt.`,
  encrypted: () => "Anslutningen är krypterad, och webbläsaren litar på certifikatet.",
  ownComputer: () => "Gatewayen finns på den här datorn: inget går ut på nätet.",
  notEncrypted: (address: string) => `Adressen börjar med http: allt skulle gå okrypterat på nätet. Använd ${address}.`,
  isGateway: () => "Det är Överblicks gateway som svarar.",
  anotherService: (address: string, status: string) => `På ${address} svarar något annat än Överblicks gateway, eller en gammal version (status ${status}). Kontrollera adressen.`,
  isReady: () => "Gatewayen har sin databas och kan svara.",
  waits: (what: string) => `Gatewayen är i gång men väntar på ${what === "migrations" ? "att databasen uppdateras" : "databasen"}. Meddela driften.`,
  notTold: () => "Gatewayen säger inte om den är redo. Meddela driften.",
  sameVersion: (version: string) => `Gatewayen och tillägget har båda version ${version}.`,
  otherVersion: (gateway: string, extension: string) => `Gatewayen har version ${gateway} och tillägget ${extension}. Uppdatera den äldre, annars kan frågor nekas.`,
  versionNotTold: () => "Gatewayen säger inte vilken version den har.",
  sameTime: (seconds: string) => `Datorns klocka och gatewayens skiljer ${seconds} sekunder.`,
  clockFast: (seconds: string) => `Datorns klocka går ${seconds} sekunder före gatewayens: inloggningar kan nekas. Ställ klockan.`,
  clockSlow: (seconds: string) => `Datorns klocka går ${seconds} sekunder efter gatewayens: inloggningar kan nekas. Ställ klockan.`,
  clockNotTold: () => "Svaret säger inte vad klockan är hos gatewayen.",
  discoveryRead: () => "Inloggningstjänsten svarar och beskriver sig.",
  noDiscovery: (address: string, status: string) => `På ${address} finns ingen beskrivning av en inloggningstjänst (status ${status}). Kontrollera adressen.`,
  sameName: () => "Tjänsten kallar sig precis som i inställningarna.",
  otherName: (theirs: string, ours: string) => `Tjänsten kallar sig ${theirs} men i inställningarna står ${ours}. De måste vara lika tecken för tecken, också snedstreck sist.`,
  tokenPermitted: () => "Tillägget får hämta biljetter där.",
  clientKnown: (client: string) => `Tjänsten känner ${client} och svarsadressen.`,
  clientUnknown: (client: string) => `Tjänsten känner inte ${client}, eller inte svarsadressen nedan. Registrera båda där.`,
  clientUnclear: (client: string) => `Tjänsten säger inte om den känner ${client}. Det visar sig vid inloggningen.`,
  clientElsewhere: (address: string) => `Inloggningen sker på ${address}, som tillägget inte behöver nå. Om klient-id:t är känt visar sig vid inloggningen.`,
  redirectIs: (address: string) => `Ska vara registrerad hos inloggningstjänsten: ${address}`,
  nobody: () => "Ingen är inloggad, eller så godtar gatewayen inte inloggningen. Logga in överst på sidan; fungerar inte det saknar kontot behörighet i Överblick.",
  signedIn: () => "Du är inloggad.",
  signedInAs: (subject: string) => `Du är inloggad som ${subject}.`,
  notUnderstood: () => "Gatewayen förstår inte frågan om vem du är: den har troligen en annan version.",
  noRole: () => "Kontot har ingen roll som får använda Överblick. Meddela systemförvaltningen.",
  roles: (roles: string, units: string) => `${named(ROLE, roles)}${units === "" ? "" : `, ${units}`}.`,
  adaptersForbidden: () => "Din roll hämtar inga sidbeskrivningar.",
  noAdapters: () => "Gatewayen har inga sidbeskrivningar: inget kan visas på någon sida. Meddela systemförvaltningen.",
  adaptersRefused: (which: string) => `Sidbeskrivningar som inte går att använda: ${which}. Den senaste som gick används, om det finns någon. Meddela systemförvaltningen.`,
  adaptersLoaded: (systems: string) => `Hämtade: ${systems}.`,
  noHosts: () => "Tillägget vet inte på vilka sidor det ska visas. Ange värdar ovan eller i policyn.",
  hostsRun: (hosts: string) => `Visas på: ${hosts}`,
  hostsNotPermitted: (hosts: string) => `Webbläsaren släpper inte fram tillägget till ${hosts}. Tryck på Tillåt överst på sidan.`,
  hostsNotRegistered: (hosts: string) => `Tillägget är inte i gång på ${hosts} än. Ladda om den här sidan; hjälper inte det, starta om webbläsaren.`,
};

/** What a line of the connection test may say. */
export type ReasonName = keyof typeof swedishReasons;

/** The words of each reason; they take what the line is about. */
export const reasonTexts = inBoth<Record<ReasonName, (...about: string[]) => string>>(allText(swedishReasons), allText({
  afterFault: () => "Tested when the faults above are gone.",
  noPolicy: () => "No policy: the settings are your own or the extension's.",
  policySets: (names: string) => `The policy sets: ${named(englishSetting, names)}.`,
  policyFaulty: (names: string) => `The policy has values that can't be used: ${named(englishSetting, names)}. They count as not set. Correct them in the policy.`,
  notPermitted: (address: string) => `The browser doesn't let the extension reach ${address}. Press Allow at the top of the page, or ask the system administrators for an extension that is built for the address.`,
  noAnswer: (address: string) => `No answer from ${address}. Either nobody answers there, or the browser doesn't trust the certificate. Open the address in a tab: there the browser says which.`,
  nobodyAnswers: (address: string) => `Nobody answers at ${address}. Check the address, that the service is running, and that this computer is on the network.`,
  answers: (address: string) => `${address} answers.`,
  redirects: (address: string) => `${address} leads to another address, perhaps a sign-in or a network filter. The extension must reach the gateway and the sign-in service directly.`,
  encrypted: () => "The connection is encrypted, and the browser trusts the certificate.",
  ownComputer: () => "The gateway is on this computer: nothing goes out on the network.",
  notEncrypted: (address: string) => `The address starts with http: everything would go unencrypted on the network. Use ${address}.`,
  isGateway: () => "It is Överblick's gateway that answers.",
  anotherService: (address: string, status: string) => `Something else than Överblick's gateway answers at ${address}, or an old version (status ${status}). Check the address.`,
  isReady: () => "The gateway has its database and can answer.",
  waits: (what: string) => `The gateway is running but waits for ${what === "migrations" ? "the database to be updated" : "the database"}. Tell operations.`,
  notTold: () => "The gateway doesn't say whether it is ready. Tell operations.",
  sameVersion: (version: string) => `The gateway and the extension both have version ${version}.`,
  otherVersion: (gateway: string, extension: string) => `The gateway has version ${gateway} and the extension ${extension}. Update the older one, or questions may be refused.`,
  versionNotTold: () => "The gateway doesn't say which version it has.",
  sameTime: (seconds: string) => `This computer's clock and the gateway's differ by ${seconds} seconds.`,
  clockFast: (seconds: string) => `This computer's clock is ${seconds} seconds ahead of the gateway's: sign-ins may be refused. Set the clock.`,
  clockSlow: (seconds: string) => `This computer's clock is ${seconds} seconds behind the gateway's: sign-ins may be refused. Set the clock.`,
  clockNotTold: () => "The answer doesn't say what time it is at the gateway.",
  discoveryRead: () => "The sign-in service answers and describes itself.",
  noDiscovery: (address: string, status: string) => `At ${address} no sign-in service is described (status ${status}). Check the address.`,
  sameName: () => "The service names itself exactly as in the settings.",
  otherName: (theirs: string, ours: string) => `The service names itself ${theirs} but the settings say ${ours}. They must be equal letter for letter, a slash at the end too.`,
  tokenPermitted: () => "The extension may fetch tokens there.",
  clientKnown: (client: string) => `The service knows ${client} and the redirect address.`,
  clientUnknown: (client: string) => `The service doesn't know ${client}, or not the redirect address below. Register both there.`,
  clientUnclear: (client: string) => `The service doesn't say whether it knows ${client}. Signing in will tell.`,
  clientElsewhere: (address: string) => `One signs in at ${address}, which the extension has no need to reach. Whether the client id is known, signing in will tell.`,
  redirectIs: (address: string) => `Is to be registered at the sign-in service: ${address}`,
  nobody: () => "Nobody is signed in, or the gateway doesn't accept the sign-in. Sign in at the top of the page; if that doesn't help, the account has no rights in Överblick.",
  signedIn: () => "You are signed in.",
  signedInAs: (subject: string) => `You are signed in as ${subject}.`,
  notUnderstood: () => "The gateway doesn't understand the question who you are: it probably has another version.",
  noRole: () => "The account has no role that may use Överblick. Tell the system administrators.",
  roles: (roles: string, units: string) => `${named(ROLE, roles)}${units === "" ? "" : `, ${units}`}.`,
  adaptersForbidden: () => "Your role gets no descriptions of pages.",
  noAdapters: () => "The gateway has no descriptions of pages: nothing can be shown on any page. Tell the system administrators.",
  adaptersRefused: (which: string) => `Descriptions of pages that can't be used: ${which}. The last good one is used, if there is one. Tell the system administrators.`,
  adaptersLoaded: (systems: string) => `Loaded: ${systems}.`,
  noHosts: () => "The extension doesn't know on which pages to show anything. Name hosts above or in the policy.",
  hostsRun: (hosts: string) => `Shown on: ${hosts}`,
  hostsNotPermitted: (hosts: string) => `The browser doesn't let the extension reach ${hosts}. Press Allow at the top of the page.`,
  hostsNotRegistered: (hosts: string) => `The extension doesn't run on ${hosts} yet. Reload this page; if that doesn't help, restart the browser.`,
}));

function allText<Name extends string>(reasons: Record<Name, (...about: never[]) => string>): Record<Name, (...about: string[]) => string> {
  return reasons as Record<Name, (...about: string[]) => string>;
}
