import type { ColumnDescription, FileMode, RejectReason, Rhythm, SourceType } from "./source-type.js";

const FAMILIES: readonly { readonly family: SourceType["family"]; readonly title: string; readonly contract: string }[] = [
  { family: "legacy-extract", title: "The case system's extracts", contract: "legacy-extract.md" },
  { family: "provider-reports", title: "Reports of providers and on-call services", contract: "provider-reports.md" },
  { family: "budget-files", title: "Budget and economy files", contract: "budget-files.md" },
];

const MODES: Readonly<Record<FileMode, string>> = {
  FULL: "FULL is a snapshot: what is gone from it is withdrawn",
  DELTA: "DELTA holds new and changed rows and withdraws nothing",
  ADD: "files add to each other: a row replaces an earlier one of its key, and nothing is withdrawn",
  REPLACE: "a file takes the place of the one before it of the same owner and period, which stays on record",
};

const LATE: Readonly<Record<Rhythm, string>> = {
  NIGHTLY: "when a whole night is missing",
  MONTHLY: "when the month before last is missing (in December: October)",
  YEARLY: "when this year's is missing",
};

const NEEDED: Readonly<Record<NonNullable<ColumnDescription["needed"]>, string>> = { KEY: "key", VALUE: "yes" };

const TOP = `# File types

Written by \`npm run sources\` from the definitions in \`gateway/sources/\`: change those, not this. What a file must be stands in
[the contracts](contracts/); what becomes of faulty ones in [the README](../README.md#loading-files).
`;

/** The text of docs/sources.md: every file type, in the order in which a night's files are loaded. */
export function sourcesDocument(sources: readonly SourceType[]): string {
  const families = FAMILIES.map(({ family, title, contract }) => {
    const types = sources.filter((source) => source.family === family).map(section);
    return types.length === 0 ? "" : `\n## ${title}\n\n[Contract](contracts/${contract}).\n\n${types.join("\n")}`;
  });
  return `${TOP}${families.join("")}`;
}

function section(source: SourceType): string {
  const { what, name, deliveredBy, modes, columns, keyBesides, placed, rejected, findings } = source.describe;
  const key = [...columns.filter(({ needed }) => needed === "KEY").map((column) => code(column.name)), ...(keyBesides ? [keyBesides] : [])];
  const facts: [string, string][] = [
    ["Name", code(name)],
    ["Comes from", deliveredBy],
    ["Late", source.expected === null ? "never: it comes when there is something to send" : LATE[source.expected]],
    ["Replaces", modes.map((mode) => MODES[mode]).join("; ")],
    ["Key", `${key.join(" + ")}${placed ? "" : `; twice in one file: ${source.repeatedKey === "LAST_COUNTS" ? "the later line" : "all its rows are quarantined"}`}`],
    ["Rejected when", `it is not in its format or lacks a column${rejected ? `; ${rejected}` : ""}`],
    ["Rows are quarantined as", reasonsOf(source, columns, placed ?? false).map(code).join(" ")],
    ["Stored in", source.targets.map(({ table }) => code(table)).join(", ")],
    ["Findings", findings.length === 0 ? "none of its own" : findings.map(code).join(" ")],
  ];
  return [
    `### \`${source.type}\`: ${what}\n`,
    ...facts.map(([label, text]) => `- ${label}: ${text}`),
    "\n| column | means | form | needed |\n| --- | --- | --- | --- |",
    ...columns.map((column) => `| ${code(column.name)} | ${column.meaning} | ${column.form} | ${column.needed ? NEEDED[column.needed] : ""} |`),
    "",
  ].join("\n");
}

/** The reasons that a row of this type can have, in the contract's order. */
function reasonsOf({ repeatedKey, stagedFaults }: SourceType, columns: readonly ColumnDescription[], placed: boolean): RejectReason[] {
  const all: readonly RejectReason[] = [
    "PARSE", "MISSING_KEY", "MISSING_VALUE", "BAD_DATE", "UNKNOWN_CODE", "BAD_NUMBER", "DUPLICATE_KEY", "UNKNOWN_REFERENCE", "NOT_YOUR_ORDER",
  ];
  const possible = new Set<RejectReason | null>([
    "PARSE",
    ...columns.map(({ needed }) => (needed === "KEY" ? "MISSING_KEY" : needed === "VALUE" ? "MISSING_VALUE" : null)),
    ...columns.map(({ fault }) => fault),
    repeatedKey === "QUARANTINE" && !placed ? "DUPLICATE_KEY" : null,
    ...stagedFaults.map(({ reason }) => reason),
  ]);
  return all.filter((reason) => possible.has(reason));
}

function code(text: string): string {
  return `\`${text}\``;
}
