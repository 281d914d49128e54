import { Column, Entity, Index, PrimaryGeneratedColumn } from "typeorm";
import { DateColumn, KeyColumn } from "./columns.js";

/** A row in quarantine: it did not load, and stands here with where, why and its raw text, which is sealed. */
@Entity("rejected_row")
@Index("rejected_row_load", ["loadId"])
@Index("rejected_row_key", ["type", "keyText"])
export class RejectedRow {
  @PrimaryGeneratedColumn("identity", { type: "bigint", generatedIdentity: "ALWAYS" })
  id!: string;

  @Column({ name: "load_id", type: "integer" })
  loadId!: number;

  @KeyColumn()
  type!: string;

  @KeyColumn()
  district!: string;

  @DateColumn({ name: "extract_date" })
  extractDate!: string;

  @Column({ type: "integer" })
  line!: number;

  /** The column at fault, as the file names it; null when the row as a whole is. */
  @KeyColumn({ name: "fault_column", nullable: true })
  column!: string | null;

  /** A reason of contract 1, such as `BAD_DATE`. */
  @KeyColumn()
  reason!: string;

  /** The row as it came, sealed. Personal data: shown to no one but the operator who opens it. */
  @Column({ name: "raw_sealed", type: "bytea" })
  rawSealed!: Buffer;

  /** The row's own key when it could be read (parts joined by U+001F). */
  @KeyColumn({ name: "key_text", nullable: true })
  keyText!: string | null;

  /** The keys that the row names, when they could be read: the way to the case it belongs to. */
  @KeyColumn({ name: "names_client", nullable: true })
  namesClient!: string | null;

  @KeyColumn({ name: "names_decision", nullable: true })
  namesDecision!: string | null;

  @KeyColumn({ name: "names_order", nullable: true })
  namesOrder!: string | null;

  @KeyColumn({ name: "names_investigation", nullable: true })
  namesInvestigation!: string | null;

  /** How many times it has been tried again. */
  @Column({ type: "integer", default: 0 })
  retries!: number;
}
