import { Column, Entity, Index, PrimaryGeneratedColumn } from "typeorm";
import { DateColumn, KeyColumn, TextColumn } from "./columns.js";

/**
 * That somebody has seen a finding and answers for it until a day. It is no fact and no case system knows of it. It holds
 * for the finding as long as that stands on the same facts; a later one of the same finding ends it.
 */
@Entity("acknowledgement")
@Index("acknowledgement_open", ["findingId", "fileNumber"], { unique: true, where: "ended_on IS NULL" })
@Index("acknowledgement_case", ["fileNumber"])
export class Acknowledgement {
  @PrimaryGeneratedColumn("identity", { type: "integer", generatedIdentity: "ALWAYS" })
  id!: number;

  @KeyColumn({ name: "finding_id" })
  findingId!: string;

  @KeyColumn({ name: "file_number" })
  fileNumber!: string;

  @KeyColumn()
  rule!: string;

  /** What the finding stood on (SQL function `finding_facts`): on other facts it is not acknowledged. */
  @KeyColumn()
  facts!: string;

  /** Last day; null: as long as the facts are the same. */
  @DateColumn({ nullable: true })
  until!: string | null;

  @TextColumn()
  note!: string;

  /** Signature. */
  @KeyColumn({ name: "acknowledged_by" })
  acknowledgedBy!: string;

  @DateColumn({ name: "acknowledged_on" })
  acknowledgedOn!: string;

  /** First day on which it no longer holds: it was withdrawn, or another took its place. Null while it stands. */
  @DateColumn({ name: "ended_on", nullable: true })
  endedOn!: string | null;

  @KeyColumn({ name: "ended_by", nullable: true })
  endedBy!: string | null;

  @Column({ name: "at", type: "timestamptz", default: () => "clock_timestamp()" })
  at!: Date;
}
