import type { DataSource } from "typeorm";

const KIND_NAMES: Readonly<Record<string, string>> = {
  REVIEW_DUE: "Uppföljning",
  REASSESSMENT_DUE: "Omprövning",
  WATCH_MISSING: "Bevakningsdatum saknas",
  LEVEL_MISSING: "LSS-nivå saknas",
  PLAN_MISSING: "Genomförandeplan saknas",
  PLAN_INSUFFICIENT: "Genomförandeplan otillräcklig",
  INDIVIDUAL_PLAN: "Individuell plan",
  DELEGATION: "Delegation",
  EXECUTION_LATE: "Ej verkställt",
  DELIVERY_NOT_STARTED: "Insatsen ej i gång",
  DELIVERY_DEVIATION: "Utförd tid avviker",
  ALARM_REPEATED: "Upprepade larm",
  INTEGRITY: "Kontrollera uppgift",
  PRICE: "Pris avviker",
  HANDOVER: "Överlämning",
};

interface KindCount {
  readonly kind: string;
  readonly critical: string;
  readonly warning: string;
  readonly info: string;
}

/** The findings of a day as a table for a terminal: a line for each kind, a column for each severity. */
export async function findingTable(dataSource: DataSource, day: string): Promise<string> {
  const rows: KindCount[] = await dataSource.query(
    `SELECT kind,
       count(*) FILTER (WHERE critical_from <= $1) AS critical,
       count(*) FILTER (WHERE warning_from <= $1 AND NOT coalesce(critical_from <= $1, false)) AS warning,
       count(*) FILTER (WHERE NOT coalesce(critical_from <= $1, false) AND NOT coalesce(warning_from <= $1, false)) AS info
     FROM finding
     WHERE day_from <= $1 AND $1 < day_to AND least(info_from, warning_from, critical_from) <= $1
     GROUP BY kind ORDER BY kind`,
    [day],
  );
  const line = (name: string, ...cells: string[]): string => `  ${name.padEnd(32)}${cells.map((cell) => cell.padStart(10)).join("")}`;
  return [
    line("", "kritisk", "varning", "info"),
    ...rows.map(({ kind, critical, warning, info }) => line(KIND_NAMES[kind] ?? kind, critical, warning, info)),
  ].join("\n");
}
