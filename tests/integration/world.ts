import type { DataSource } from "typeorm";
import { hashOfNumber, hashOfRow } from "../../gateway/access/keyed-hash.js";
import { type KeyRing, parseKeyRing } from "../../gateway/access/keys.js";
import { seal } from "../../gateway/access/sealed-text.js";
import type { Viewer } from "../../gateway/access/viewer.js";

/** The day on which the small worlds of these tests are asked, a Wednesday. */
export const TODAY = "2022-11-30";

/** The keys of these worlds, as the environment gives them and as they are used. */
export const KEYS = { PERSON_KEYS: `k1:${Buffer.alloc(32, 1).toString("base64")}`, PERSON_HASH_KEY: Buffer.alloc(32, 2).toString("base64") };
export const RING = parseKeyRing({ keys: KEYS.PERSON_KEYS, hashKey: KEYS.PERSON_HASH_KEY }) as KeyRing;

type Row = Readonly<Record<string, unknown>>;

/** A small literal world: rows written straight into the tables, with what a test does not care about filled in. */
export class World {
  constructor(readonly dataSource: DataSource) {}

  /** Rows of a table, columns as the table names them. @returns the new id, where the table has one */
  async insert(table: string, row: Row): Promise<number> {
    const columns = Object.keys(row);
    const places = columns.map((_, at) => `$${at + 1}`);
    const returned = await this.dataSource.query<{ id?: string }[]>(
      `INSERT INTO "${table}" (${columns.map((column) => `"${column}"`).join(", ")}) VALUES (${places.join(", ")}) RETURNING *`,
      Object.values(row),
    );
    return Number(returned[0]?.id ?? 0);
  }

  /** A loaded extract, by default of TODAY. */
  load(row: Row = {}): Promise<number> {
    return this.insert("load", {
      file: "SOSYS_BESLUT_HAL_20221130.TXT", source: "legacy-extract", type: "BESLUT", district: "HAL",
      extract_date: TODAY, mode: "FULL", columns: [], status: "LOADED", started_at: "2022-11-30T04:00:00Z",
      finished_at: "2022-11-30T04:01:00Z", ...row,
    });
  }

  /** The three files that a badge rests on, all of TODAY. */
  async freshDistrict(district: string, extractDate: string = TODAY): Promise<void> {
    for (const type of ["KLIENT", "BESLUT", "BESTALL"]) {
      await this.load({ type, district, extract_date: extractDate, file: `SOSYS_${type}_${district}.TXT` });
    }
  }

  /** A unit that answers for itself on all days. */
  async unit(code: string, district: string, row: Row = {}): Promise<void> {
    await this.insert("unit_answering", {
      unit_code: code, day_from: "0001-01-01", day_to: "9999-12-31", answering_unit: code, area: "AO", district, ...row,
    });
  }

  /** A client known since January, of unit AO1 and caseworker KAAN01. */
  async client(fileNumber: string, row: Row = {}): Promise<void> {
    await this.insert("client", {
      ...VERSION, file_number: fileNumber, unit_code: "AO1", caseworker: "KAAN01", protection: 0,
      number_kind: "PERSONAL", birth_date: "1940-02-03", ...row,
    });
  }

  /** Who the client is; the number by itself, as the case system delivers it. */
  async person(fileNumber: string, row: Row = {}, personalNumber: string | null = null): Promise<void> {
    const names = { given_name: row["given_name"] ?? "Test", family_name: row["family_name"] ?? "Testsson" } as Record<"given_name" | "family_name", string>;
    await this.insert("person", {
      ...VERSION, file_number: fileNumber, ...names,
      personal_number_sealed: personalNumber === null ? null : seal(RING, personalNumber, "person.personal_number_sealed"),
      personal_number_hash: personalNumber === null ? null : hashOfNumber(RING, personalNumber),
      row_hash: hashOfRow(RING, [personalNumber, names.given_name, names.family_name]), ...row,
    });
  }

  async decision(number: string, fileNumber: string, row: Row = {}): Promise<void> {
    await this.insert("decision", {
      ...VERSION, number, file_number: fileNumber, law: "SoL 4:1", intervention: "HTJ", decided_on: "2022-01-10",
      outcome: "BIFALL", valid_from: "2022-01-15", by_court: false, ...row,
    });
  }

  async order(number: string, decision: string, row: Row = {}): Promise<void> {
    await this.insert("care_order", { ...VERSION, number, decision_number: decision, provider: "UTF1", ordered_on: "2022-01-12", ...row });
  }

  /** A fact of another kind. */
  async fact(table: string, row: Row): Promise<void> {
    await this.insert(table, { ...VERSION, ...row });
  }

  /** A finding that is CRITICAL on TODAY: a review that was due on 1 November. */
  async finding(fileNumber: string, row: Row = {}): Promise<void> {
    await this.insert("finding", {
      finding_id: `review.annual:decision:${fileNumber}-1`, file_number: fileNumber, rule: "review.annual",
      kind: "REVIEW_DUE", decision: `${fileNumber}-1`, unit: "AO1", district: "HAL", caseworker: "KAAN01",
      day_from: "2022-01-15", day_to: "9999-12-31", warning_from: "2022-10-02", critical_from: "2022-11-02",
      due_on: "2022-11-01", counts_as_next: true, variant: "", evidence: "[]", ...row,
    });
  }

  /** A row in quarantine that leads to these cases. */
  async rejected(load: number, fileNumbers: readonly string[], row: Row = {}): Promise<number> {
    const id = await this.insert("rejected_row", {
      load_id: load, type: "BESLUT", district: "HAL", extract_date: TODAY, line: 7, reason: "BAD_DATE",
      raw_sealed: seal(RING, "x", "rejected_row.raw_sealed"), ...row,
    });
    for (const fileNumber of fileNumbers) {
      await this.insert("rejected_row_case", { rejected_row_id: id, file_number: fileNumber, from_extract: true });
    }
    return id;
  }
}

const VERSION = { opened_in: 1, load_id: 1, line: 3, delivered_by: "HAL", delivered_on: "2022-01-01", known_from: "2022-01-01" };

/** What people have answered to findings of a case on a day, straight into the tables. */
export async function answersOf(world: World, fileNumber: string, order: string, on: string = TODAY): Promise<void> {
  const finding = { finding_id: `plan.missing:order:${order}`, file_number: fileNumber, rule: "plan.missing", facts: "x" };
  await world.insert("acknowledgement", { ...finding, note: "Bokad", acknowledged_by: "KAAN01", acknowledged_on: on });
  await world.insert("dispute", { ...finding, reason: "Planen har kommit", disputed_by: "KAAN01", disputed_on: on });
  await world.insert("reminder", { order_number: order, file_number: fileNumber, sent_on: on, sent_by: "KAAN01" });
}

/** A caseworker of unit AO1. */
export const CASEWORKER: Viewer = { subject: "KAAN01", roles: ["CASEWORKER"], units: ["AO1"] };
/** The head of unit AO1. */
export const HEAD: Viewer = { subject: "CHEF01", roles: ["MANAGER"], units: ["AO1"] };
/** A controller of the whole city. */
export const CONTROLLER: Viewer = { subject: "CONT01", roles: ["CONTROLLER"], units: null };
