/** Writes extracts as the case system does, for tests: header, column names, rows, trailer, in Windows-1252. */

const COLUMNS = {
  ENHET: "enhetskod;namn;stadsdel;omrade;from;tom;ersatt_av",
  HANDL: "signatur;from;tom;namn;enhetskod;roll",
  UTFOR: "utforare;namn;regi;ansluten",
  KLIENT: "aktnr;personnr;fornamn;efternamn;kon;enhetskod;handlaggare;skydd;avliden;personkrets;barn_i_hemmet",
  UTREDN: "utrednr;aktnr;ansokan;inledd;avslutad;metod;signatur",
  BESLUT:
    "beslutsnr;aktnr;utrednr;lagrum;insats;beslutsdatum;utfall;from;tom;omfattning;omf_enhet;ersniva;beslutsfattare;bevakning;verkstalld;avslutad;dom",
  BESTALL: "bestnr;beslutsnr;utforare;bestalld;start;slut;timmar_man",
  PLAN: "bestnr;version;mottagen;godkand",
  UPPF: "uppfnr;beslutsnr;datum;typ;signatur",
} as const;

export type ExtractType = keyof typeof COLUMNS;

/** An extract's name and bytes: spread it into `deliver`. */
export function extract(
  type: ExtractType, district: string, date: string, mode: "FULL" | "DELTA", rows: readonly string[],
): Record<string, Buffer> {
  return { [extractName(type, district, date)]: extractBytes(type, district, date, mode, rows) };
}

export function extractName(type: ExtractType, district: string, date: string): string {
  return `SOSYS_${type}_${district}_${date}.TXT`;
}

/** @param names the second line, where the columns stand in another order */
export function extractBytes(
  type: ExtractType, district: string, date: string, mode: "FULL" | "DELTA", rows: readonly string[], names: string = COLUMNS[type],
): Buffer {
  const data = rows.map((row) => Buffer.from(row, "latin1"));
  const sum = data.reduce((total, row) => row.reduce((part, byte) => part + byte, total), 0) % 1_000_000_000;
  const top = [`H;SOSYS;${type};${district};${date};${mode};3`, names];
  return Buffer.from(`${[...top, ...rows, `T;${rows.length};${sum}`].join("\r\n")}\r\n`, "latin1");
}

/** A row of decision `number` for a client: home care from 2022-01-01, followed up by nobody yet. */
export function decisionRow(number: string, fileNumber: string, over: Partial<Record<string, string>> = {}): string {
  const row: Record<string, string> = {
    beslutsnr: number, aktnr: fileNumber, utrednr: "", lagrum: "SoL 4:1", insats: "HTJ", beslutsdatum: "20220101", utfall: "BIFALL",
    from: "20220101", tom: "", omfattning: "20", omf_enhet: "TIM_MAN", ersniva: "", beslutsfattare: "ANAN01", bevakning: "20241231",
    verkstalld: "20220102", avslutad: "", dom: "",
    ...over,
  };
  return COLUMNS.BESLUT.split(";").map((column) => row[column]).join(";");
}

/** A row of a client of a unit. */
export function clientRow(fileNumber: string, unit: string, over: Partial<Record<string, string>> = {}): string {
  const row: Record<string, string> = {
    aktnr: fileNumber, personnr: "194904089994", fornamn: "Test", efternamn: "Testsson", kon: "M", enhetskod: unit, handlaggare: "ANAN01",
    skydd: "0", avliden: "", personkrets: "", barn_i_hemmet: "",
    ...over,
  };
  return COLUMNS.KLIENT.split(";").map((column) => row[column]).join(";");
}
