import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";
import { DateColumn, KeyColumn } from "./columns.js";

/** One transaction that changed facts. One loader commits at a time, so the numbers are in commit order; one whose transaction was rolled back is missing. */
@Entity("fact_commit")
export class FactCommit {
  @PrimaryGeneratedColumn("identity", { type: "integer", generatedIdentity: "ALWAYS" })
  id!: number;

  /** `LOAD` (a file), `RETRY` (rows that had waited for a reference), `CALENDAR` (a unit closed or was replaced that day) or `DISPOSAL`. */
  @KeyColumn()
  kind!: string;

  @Column({ name: "load_id", type: "integer", nullable: true })
  loadId!: number | null;

  /** The day from which it is known: the extract's date; without an extract the day on which it was made. */
  @DateColumn({ name: "known_from" })
  knownFrom!: string;

  @Column({ name: "committed_at", type: "timestamptz", default: () => "now()" })
  committedAt!: Date;
}
