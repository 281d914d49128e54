import { Column, Entity, Index, PrimaryGeneratedColumn } from "typeorm";
import { DateColumn, KeyColumn, TextColumn } from "./columns.js";

/** One file that was delivered and what became of it. */
@Entity("load")
@Index("load_newest", ["type", "district", "extractDate", "id"], { where: "status = 'LOADED'" })
@Index("load_same_bytes", ["file", "sha256"])
export class Load {
  @PrimaryGeneratedColumn("identity", { type: "integer", generatedIdentity: "ALWAYS" })
  id!: number;

  /** The file's name, without its folder. */
  @KeyColumn()
  file!: string;

  /** The family: `legacy-extract`, `provider-reports` or `budget-files`; null for a file that no source knows. */
  @KeyColumn({ nullable: true })
  source!: string | null;

  /** The file type, such as `BESLUT`. */
  @KeyColumn({ nullable: true })
  type!: string | null;

  /** Who delivered: the district; for other files the provider, unit, caseworker or ledger in the name; `*` for the whole city. */
  @KeyColumn({ nullable: true })
  district!: string | null;

  /** The date from which the file's facts are known. */
  @DateColumn({ name: "extract_date", nullable: true })
  extractDate!: string | null;

  /** The month (`YYYY-MM`) or year (`YYYY`) that the file is about, where its name or its content tells one. */
  @KeyColumn({ nullable: true })
  period!: string | null;

  /** `FULL`, `DELTA`, `ADD` (files that add to each other) or `REPLACE` (a file replaces the one before it). */
  @KeyColumn({ nullable: true })
  mode!: string | null;

  /** `LOADED`, `UNCHANGED`, `REJECTED`, `HELD`, `REFUSED` or `IGNORED` (contract 4, ingest). */
  @KeyColumn()
  status!: string;

  /** Why it was not loaded, or what was noted. Never a row's content. */
  @TextColumn({ nullable: true })
  reason!: string | null;

  @KeyColumn({ nullable: true })
  sha256!: string | null;

  /** The file's column names in their order, so that a quarantined row can be read again. */
  @Column({ type: "text", array: true, nullable: true })
  columns!: string[] | null;

  /** Whether a DELTA night was missing before this one and no FULL has come since (contract 1). */
  @Column({ type: "boolean", default: false })
  gapped!: boolean;

  @Column({ type: "integer", default: 0 })
  rows!: number;

  @Column({ type: "integer", default: 0 })
  added!: number;

  @Column({ type: "integer", default: 0 })
  changed!: number;

  @Column({ type: "integer", default: 0 })
  withdrawn!: number;

  /** Rows of this file that are left in quarantine. */
  @Column({ type: "integer", default: 0 })
  quarantined!: number;

  /** `COMMAND`, `INBOX`, `UPLOAD`, or `HELD` for a held file that was accepted; null for loads of before it was noted. */
  @KeyColumn({ nullable: true })
  way!: string | null;

  /** Who sent it: the token's subject; `terminal:USER` for a command; `inbox` for the drop folder, which can't tell who. */
  @KeyColumn({ name: "sent_by", nullable: true })
  sentBy!: string | null;

  @Column({ name: "started_at", type: "timestamptz" })
  startedAt!: Date;

  @Column({ name: "finished_at", type: "timestamptz", nullable: true })
  finishedAt!: Date | null;
}
