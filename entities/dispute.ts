import { Column, Entity, Index, PrimaryGeneratedColumn } from "typeorm";
import { DateColumn, KeyColumn, TextColumn } from "./columns.js";

/** That somebody says a finding is wrong, and why: counted for each rule, so that its precision is known. */
@Entity("dispute")
@Index("dispute_one", ["findingId", "fileNumber", "facts", "disputedBy"], { unique: true })
@Index("dispute_case", ["fileNumber"])
@Index("dispute_rule", ["rule"])
export class Dispute {
  @PrimaryGeneratedColumn("identity", { type: "integer", generatedIdentity: "ALWAYS" })
  id!: number;

  @KeyColumn({ name: "finding_id" })
  findingId!: string;

  @KeyColumn({ name: "file_number" })
  fileNumber!: string;

  @KeyColumn()
  rule!: string;

  /** What the finding stood on (SQL function `finding_facts`). */
  @KeyColumn()
  facts!: string;

  @TextColumn()
  reason!: string;

  /** Signature. */
  @KeyColumn({ name: "disputed_by" })
  disputedBy!: string;

  @DateColumn({ name: "disputed_on" })
  disputedOn!: string;

  @Column({ name: "at", type: "timestamptz", default: () => "clock_timestamp()" })
  at!: Date;
}
