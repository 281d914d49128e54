import type { DataSource } from "typeorm";
import type { Viewer } from "../access/viewer.js";
import { prepared } from "../database/prepared.js";
import type { Catalogue } from "../rules/catalogue.js";
import { DRAFT_LOAD } from "../rules/check-draft.js";
import type { EvidenceItem, FindingKind, Severity } from "../rules/timeline.js";
import {
  acknowledgementJson, disputesJson, type KnownAcknowledgement, type KnownDispute, type KnownReminder, remindersJson,
} from "./query-answers.js";

/** A fact that a finding stands on, with the file that brought it. */
export interface FoundEvidence extends EvidenceItem {
  /** The file's name. */
  readonly file: string;
  readonly loadedAt: Date;
  /** The value in words where the catalogue has none for it: a provider's name. */
  readonly shownAs: string | null;
}

/** A finding as it stands on one day. */
export interface FoundFinding {
  readonly id: string;
  /** The rule's id in the catalogue. */
  readonly rule: string;
  /** Which of the rule's texts explains it; "" for the ordinary one. */
  readonly variant: string;
  readonly kind: FindingKind;
  readonly severity: Severity;
  /** `YYYY-MM-DD`. */
  readonly dueOn: string | null;
  /** Days since `dueOn`; null when it has not passed. */
  readonly overdueDays: number | null;
  readonly fileNumber: string;
  readonly decision: string | null;
  readonly order: string | null;
  readonly unit: string;
  readonly district: string;
  readonly caseworker: string | null;
  /** Last day of its acknowledgement; null without one, and for one that holds as long as the facts. */
  readonly acknowledgedUntil: string | null;
  /** Null: it is not acknowledged. */
  readonly acknowledgement: KnownAcknowledgement | null;
  readonly disputes: readonly KnownDispute[];
  /** To the provider, of the order's plan. */
  readonly reminders: readonly KnownReminder[];
  /** The day on which it stands so, `YYYY-MM-DD`. */
  readonly on: string;
  /** The facts that it stands on. */
  readonly evidence: readonly FoundEvidence[];
  /** The catalogue that it was found by; missing: the gateway's own. */
  readonly foundBy?: Catalogue;
  /** What its texts are made of: the evidence, and for a draft the draft's own values, which no file brought. */
  readonly explainedBy: readonly EvidenceItem[];
}

/** What a statement reads of a finding: its evidence names loads, not yet files. */
export type FindingRow = Omit<FoundFinding, "evidence">;

/** SQL: whether a row of `finding` holds on the day, found or not yet. @param on SQL of the day */
export function holdsOn(on: string): string {
  return `finding.day_from <= ${on} AND finding.day_to > ${on}`;
}

/** SQL: whether a row that holds on the day is a finding then. LEAST passes over nulls. */
export function isFoundOn(on: string): string {
  return `LEAST(finding.info_from, finding.warning_from, finding.critical_from) <= ${on}`;
}

/**
 * SQL: the severity on the day as a number, 3 the gravest, of a row beside {@link import("./query-answers.js").acknowledgementOn}:
 * what is acknowledged counts as INFO (contract 6, Terms).
 */
export function gravityOn(on: string): string {
  return `CASE WHEN ack.id IS NULL THEN ${gravityOfRule(on)} ELSE 1 END`;
}

/** SQL: the severity that the rule gives on the day, acknowledged or not, as a number. */
function gravityOfRule(on: string): string {
  return `CASE WHEN finding.critical_from <= ${on} THEN 3 WHEN finding.warning_from <= ${on} THEN 2 ELSE 1 END`;
}

/** SQL: the severity on the day. @param gravity SQL of it as a number */
export function severityOf(gravity: string): string {
  return `CASE ${gravity} WHEN 3 THEN 'CRITICAL' WHEN 2 THEN 'WARNING' ELSE 'INFO' END`;
}

/**
 * SQL: a row of `finding` beside its acknowledgement as JSON of a {@link FindingRow}. As JSON, so that dates come as
 * `YYYY-MM-DD`.
 */
export function findingRowJson(on: string, viewer: Viewer): string {
  return `json_build_object(
    'id', finding.finding_id, 'rule', finding.rule, 'variant', finding.variant, 'kind', finding.kind,
    'severity', ${severityOf(gravityOn(on))}, 'dueOn', finding.due_on,
    'overdueDays', CASE WHEN finding.due_on < ${on} THEN ${on} - finding.due_on END,
    'fileNumber', finding.file_number, 'decision', finding.decision, 'order', finding.order_number,
    'unit', finding.unit, 'district', finding.district, 'caseworker', finding.caseworker,
    'acknowledgedUntil', ack.until, 'acknowledgement', ${acknowledgementJson(severityOf(gravityOfRule(on)), on, viewer)},
    'disputes', ${disputesJson(on, viewer)},
    'reminders', CASE WHEN finding.order_number IS NULL THEN '[]'::json
                      ELSE ${remindersJson("finding.order_number", "finding.file_number", on, viewer)} END,
    'on', ${on}, 'explainedBy', finding.evidence)`;
}

/** Gives a finding's evidence the files that brought it. */
export type Complete = (row: FindingRow) => FoundFinding;

/**
 * Reads which files brought the evidence of findings, and what the providers in it are called, by one statement for all.
 * Files never change and names hardly do, so it need not be read at the moment of the findings themselves.
 */
export async function readFiles(dataSource: DataSource, rows: readonly FindingRow[]): Promise<Complete> {
  const { loads, providers } = await readNames(dataSource, rows.flatMap(({ explainedBy }) => explainedBy));
  return (row) => ({
    ...row,
    explainedBy: row.explainedBy.map((item) => ({ ...item, value: providerInWords(item, providers) ?? item.value })),
    evidence: row.explainedBy
      .filter(({ load }) => load !== DRAFT_LOAD)
      .map((item) => ({ ...item, ...fileOf(loads, item), shownAs: providerInWords(item, providers) })),
  });
}

type LoadedFile = Pick<FoundEvidence, "file" | "loadedAt">;

interface EvidenceNames {
  readonly loads: ReadonlyMap<number, LoadedFile>;
  readonly providers: ReadonlyMap<string, string>;
}

/** Evidence whose value is the code of a provider. */
const PROVIDERS: ReadonlySet<string> = new Set(["order.provider", "careCost.provider"]);

async function readNames(dataSource: DataSource, items: readonly EvidenceItem[]): Promise<EvidenceNames> {
  const ids = new Set(items.map(({ load }) => load));
  ids.delete(DRAFT_LOAD);
  if (ids.size === 0) return { loads: new Map(), providers: new Map() };
  const codes = new Set(items.filter(({ name }) => PROVIDERS.has(name)).map(({ value }) => value));
  const found = await dataSource.query<({ id: number | null; code: string | null; name: string; loadedAt: Date })[]>(
    prepared(`
      SELECT id, NULL AS code, file AS name, coalesce(finished_at, started_at) AS "loadedAt" FROM load WHERE id = ANY($1::int[])
      UNION ALL
      SELECT NULL, code, name, NULL FROM provider WHERE code = ANY($2::text[]) AND known_to IS NULL AND name IS NOT NULL`),
    [[...ids], [...codes]],
  );
  const loads = new Map<number, LoadedFile>();
  const providers = new Map<string, string>();
  for (const { id, code, name, loadedAt } of found) {
    if (id !== null) loads.set(id, { file: name, loadedAt });
    else if (code !== null) providers.set(code, name);
  }
  return { loads, providers };
}

/** "Åsö Boendestöd AB (U204)"; null for evidence that is no provider, and for one without a name. */
function providerInWords({ name, value }: EvidenceItem, providers: EvidenceNames["providers"]): string | null {
  const provider = PROVIDERS.has(name) ? providers.get(value) : undefined;
  return provider === undefined ? null : `${provider} (${value})`;
}

function fileOf(loads: EvidenceNames["loads"], { load, name }: EvidenceItem): LoadedFile {
  const file = loads.get(load);
  if (file === undefined) throw new Error(`EVIDENCE_WITHOUT_LOAD: evidence "${name}" names load ${load}, which is gone`);
  return file;
}
