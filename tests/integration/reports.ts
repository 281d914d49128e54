import { type SheetCell, workbookOf } from "../unit/sources/workbook.js";

/** Writes reports as providers and on-call services do, for tests. Each is a file's name and bytes: spread it into `deliver`. */
type Delivered = Record<string, Buffer>;

/** A row of ordered and performed time: client, order, hours ordered and performed, and why they differ. */
export type DeliveryRow = readonly [fileNumber: string, order: string, ordered: number, performed: number | string, reason?: string];

/** A report of ordered and performed time, with its sums. The client's name is {@link NAME_IN_REPORT}. */
export function deliveryReport(provider: string, month: string, rows: readonly DeliveryRow[]): Delivered {
  const cells = rows.map(([client, order, ordered, performed, reason]): SheetCell[] => [client, NAME_IN_REPORT, order, ordered, performed, reason ?? null]);
  const sum = ["Summa", null, null, ...sumsOf(rows)];
  const header = ["Aktnr", "Kund", "Best.nr", "Beställd tid", "Utförd tid", "Orsak"];
  return { [`AVVIK_${provider}_${month}.xlsx`]: workbookOf([["Avvikelsekundlista"], header, ...cells, sum]) };
}

export const NAME_IN_REPORT = "Kanarie Kundsson";

/** Over the rows with two times that are numbers. */
function sumsOf(rows: readonly DeliveryRow[]): readonly [ordered: number, performed: number] {
  const readable = rows.flatMap(([, , ordered, performed]) => (typeof performed === "number" ? [[ordered, performed] as const] : []));
  return readable.reduce(([all, done], [ordered, performed]) => [all + ordered, done + performed], [0, 0]);
}

/** A month's on-call list; rows as the list has them. */
export function onCallList(district: string, month: string, rows: readonly string[]): Delivered {
  const text = ["datum;tid;aktnr;personnr;jour;handelse;atgard", ...rows, ""].join("\r\n");
  return { [`JOUR_${district}_${month}.csv`]: Buffer.from(text, "latin1") };
}

/** Deviations and complaints, with what a test does not care about filled in. */
export function feedback(district: string, date: string, items: readonly Readonly<Record<string, string>>[]): Delivered {
  const whole = items.map((item) => ({ datum: "2022-11-20", typ: "KLAGOMAL", riktad_mot: "UTFORARE", text: "Sen ankomst", ...item }));
  return { [`SYNP_${district}_${date}.json`]: Buffer.from(JSON.stringify(whole)) };
}
