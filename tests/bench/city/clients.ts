import { dayOf, isoDay } from "../../../gateway/rules/calendar.js";
import type { CitySize } from "./city-size.js";
import { pick, pickOf } from "./seeded.js";

const GIVEN_NAMES = ["Åsa", "Björn", "Cecilia", "Désirée", "Elsa", "Göran", "Håkan", "Ingrid", "Jörgen", "Kerstin", "Lars", "Märta", "Nils", "Örjan", "Sanna", "Tage"];
const FAMILY_NAMES = ["Ahlén", "Åkerström", "Bergström", "Dahl", "Ek", "Hallberg", "Jönsson", "Linné", "Nyström", "Öberg", "Sandén", "Söderlund", "Wallin"];
const FIRST_BIRTH = dayOf(1922, 1, 1);
const BIRTH_DAYS = 34_000;
/** Numbers 980-999 of a day are given to nobody: the tax agency keeps them for tests. */
const FIRST_TEST_NUMBER = 980;

/** The three areas a unit can be of, in the shares that a city's clients are. */
const AREAS = ["AO", "AO", "AO", "AO", "AO", "AO", "AO", "FN", "FN", "SP"] as const;
export type Area = (typeof AREAS)[number];

export function areaOfUnit(unit: number): Area {
  return AREAS[unit % AREAS.length]!;
}

function unitCode(unit: number): string {
  return `HAL${areaOfUnit(unit)}${unit}`;
}

export function unitOfClient(client: number, size: CitySize): number {
  return pick(size.units, "unit", client);
}

export function fileNumber(client: number): string {
  return `${200_000 + client}-${client % 10}`;
}

/** Some thirty caseworkers to two units, so that a signature says where its owner works. */
export function signature(caseworker: number): string {
  return `SIG${String(caseworker).padStart(3, "0")}`;
}

export function providerCode(provider: number): string {
  return `U${1000 + provider}`;
}

export const CLIENT_COLUMNS = "aktnr;personnr;fornamn;efternamn;kon;enhetskod;handlaggare;skydd;avliden;personkrets;barn_i_hemmet";

export function clientLine(client: number, size: CitySize): string {
  const deceased = pick(100, "deceased", client) === 0 ? "20221115" : "";
  const protection = pick(200, "protection", client) === 0 ? "1" : "0";
  return [
    fileNumber(client), personalNumber(client), pickOf(GIVEN_NAMES, "given", client), pickOf(FAMILY_NAMES, "family", client),
    pickOf(["M", "K"], "sex", client), unitCode(unitOfClient(client, size)), signature(pick(size.caseworkers, "caseworker", client)),
    protection, deceased, "", pickOf(["J", "N", ""], "child", client),
  ].join(";");
}

/** A number of its own for each client; one in a hundred is a reserve number, one in three hundred has a wrong check digit. */
function personalNumber(client: number): string {
  const born = isoDay(FIRST_BIRTH + (client % BIRTH_DAYS)).replaceAll("-", "");
  const serial = FIRST_TEST_NUMBER + (Math.floor(client / BIRTH_DAYS) % 20);
  if (pick(100, "reserve", client) === 0) return `${born}TF${String(client % 100).padStart(2, "0")}`;
  const digit = checkDigit(`${born.slice(2)}${serial}`);
  return `${born}${serial}${pick(300, "wrong", client) === 0 ? (digit + 1) % 10 : digit}`;
}

function checkDigit(nineFigures: string): number {
  let sum = 0;
  for (let at = 0; at < 9; at += 1) {
    const weighted = Number(nineFigures[at]) * (at % 2 === 0 ? 2 : 1);
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return (10 - (sum % 10)) % 10;
}

export const UNIT_COLUMNS = "enhetskod;namn;stadsdel;omrade;from;tom;ersatt_av";

export function unitLine(unit: number): string {
  return `${unitCode(unit)};Beställarenhet ${unit};HAL;${areaOfUnit(unit)};20070101;;`;
}

export const CASEWORKER_COLUMNS = "signatur;from;tom;namn;enhetskod;roll";

export function caseworkerLine(caseworker: number, size: CitySize): string {
  const role = pickOf(["BIST", "BIST", "BIST", "BIST", "BIST", "BIST", "SARSK", "BITR", "CHEF", "ADM"], "role", caseworker);
  const name = `${pickOf(GIVEN_NAMES, "worker-given", caseworker)} ${pickOf(FAMILY_NAMES, "worker-family", caseworker)}`;
  const from = pick(20, "worker-late", caseworker) === 0 ? "20190601" : "20101130";
  return `${signature(caseworker)};${from};;${name};${unitCode(caseworker % size.units)};${role}`;
}

export const PROVIDER_COLUMNS = "utforare;namn;regi;ansluten";

export function providerLine(provider: number): string {
  return `${providerCode(provider)};Omsorg ${provider} (påhittad);${pickOf(["KOMMUN", "PRIVAT"], "regi", provider)};${pickOf(["J", "N"], "connected", provider)}`;
}
