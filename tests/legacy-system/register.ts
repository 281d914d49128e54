import type { Extract, ExtractRow } from "./extract.js";

/** A person with a file. `protection`: 0 none, 1 sekretessmarkering, 2 skyddad folkbokföring. */
export interface Client {
  readonly fileNumber: string;
  readonly personalNumber: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly unit: string;
  readonly caseworker: string;
  readonly protection: string;
  readonly deceasedOn: string;
}

/** A decision. Dates are `YYYY-MM-DD`, "tills vidare" or empty, as the pages show them. */
export interface Decision {
  readonly number: string;
  readonly statute: string;
  readonly intervention: string;
  readonly decidedOn: string;
  readonly outcome: string;
  readonly from: string;
  readonly to: string;
  readonly extent: string;
  readonly level: string;
  readonly decidedBy: string;
  readonly watch: string;
  readonly executedOn: string;
  readonly endedOn: string;
}

/** An order to a provider. */
export interface Order {
  readonly number: string;
  readonly provider: string;
  readonly orderedOn: string;
  readonly start: string;
  readonly end: string;
  readonly hours: string;
}

/** What the stand-in case system holds, ready to be shown. */
export interface Register {
  readonly clients: ReadonlyMap<string, Client>;
  /** Decisions by file number, newest first. */
  readonly decisions: ReadonlyMap<string, readonly Decision[]>;
  /** Orders by decision number. */
  readonly orders: ReadonlyMap<string, readonly Order[]>;
  /** Names of units by code. */
  readonly units: ReadonlyMap<string, string>;
  /** Names of caseworkers by signature. */
  readonly caseworkers: ReadonlyMap<string, string>;
}

const OUTCOMES: Record<string, string> = { BIFALL: "Bifall", DELAVSLAG: "Delavslag", AVSLAG: "Avslag" };
const EXTENT_UNITS: Record<string, string> = {
  TIM_MAN: "tim/mån",
  TIM_VECKA: "tim/vecka",
  DYGN: "dygn",
  NIVA: "nivå",
  ST: "st",
};

function shownDate(date: string | undefined): string {
  if (date === undefined || date === "" || date === "00000000") return "";
  if (date === "99991231") return "tills vidare";
  return `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
}

function client(row: ExtractRow): Client {
  return {
    fileNumber: row["aktnr"] ?? "",
    personalNumber: row["personnr"] ?? "",
    firstName: row["fornamn"] ?? "",
    lastName: row["efternamn"] ?? "",
    unit: row["enhetskod"] ?? "",
    caseworker: row["handlaggare"] ?? "",
    protection: row["skydd"] ?? "",
    deceasedOn: shownDate(row["avliden"]),
  };
}

function decision(row: ExtractRow): Decision {
  const unit = row["omf_enhet"] ?? "";
  return {
    number: row["beslutsnr"] ?? "",
    statute: row["lagrum"] ?? "",
    intervention: row["insats"] ?? "",
    decidedOn: shownDate(row["beslutsdatum"]),
    outcome: OUTCOMES[row["utfall"] ?? ""] ?? "",
    from: shownDate(row["from"]),
    to: shownDate(row["tom"]),
    extent: `${row["omfattning"] ?? ""} ${EXTENT_UNITS[unit] ?? unit}`.trim(),
    level: row["ersniva"] ?? "",
    decidedBy: row["beslutsfattare"] ?? "",
    watch: shownDate(row["bevakning"]),
    executedOn: shownDate(row["verkstalld"]),
    endedOn: shownDate(row["avslutad"]),
  };
}

function order(row: ExtractRow, providers: Extract["UTFOR"]): Order {
  const provider = row["utforare"] ?? "";
  return {
    number: row["bestnr"] ?? "",
    provider: providers.get(provider)?.["namn"] ?? provider,
    orderedOn: shownDate(row["bestalld"]),
    start: shownDate(row["start"]),
    end: shownDate(row["slut"]),
    hours: row["timmar_man"] ?? "",
  };
}

function grouped<T>(rows: Iterable<ExtractRow>, column: string, read: (row: ExtractRow) => T): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = row[column] ?? "";
    const group = groups.get(key);
    if (group) group.push(read(row));
    else groups.set(key, [read(row)]);
  }
  return groups;
}

/** Arranges an extract as the case system's pages need it. */
export function registerOf(extract: Extract): Register {
  const decisions = grouped(extract.BESLUT.values(), "aktnr", decision);
  for (const list of decisions.values()) list.sort((a, b) => b.decidedOn.localeCompare(a.decidedOn));
  return {
    clients: new Map([...extract.KLIENT].map(([key, row]) => [key, client(row)])),
    decisions,
    orders: grouped(extract.BESTALL.values(), "beslutsnr", (row) => order(row, extract.UTFOR)),
    units: new Map([...extract.ENHET].map(([key, row]) => [key, row["namn"] ?? key])),
    caseworkers: new Map([...extract.HANDL.values()].map((row) => [row["signatur"] ?? "", row["namn"] ?? ""])),
  };
}

/** "Sandén, Stig"; a person with protected registration is shown without a name, as the case system does. */
export function shownName(person: Client): string {
  return person.protection === "2" ? "Skyddade personuppgifter" : `${person.lastName}, ${person.firstName}`;
}

/** Twelve places with a hyphen before the last four. A number of another length stands as it is. */
export function hyphenated(personalNumber: string): string {
  return personalNumber.length === 12 ? `${personalNumber.slice(0, 8)}-${personalNumber.slice(8)}` : personalNumber;
}

/** What the lists say in the column Status. */
export function clientStatus(person: Client, decisions: readonly Decision[]): string {
  if (person.deceasedOn !== "") return "Avliden";
  return decisions.some((each) => each.outcome !== "Avslag" && each.endedOn === "") ? "Pågående" : "Vilande";
}
