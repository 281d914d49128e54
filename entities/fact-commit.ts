import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";
import { KeyColumn } from "./columns.js";

/** One transaction that changed facts. One loader commits at a time, so the numbers are in commit order; one whose transaction was rolled back is missing. */
@Entity("fact_commit")
export class FactCommit {
  @PrimaryGeneratedColumn("identity", { type: "integer", generatedIdentity: "ALWAYS" })
  id!: number;

  /** `LOAD` (a file), `RETRY` (rows that had waited for a reference) or `DISPOSAL`. */
  @KeyColumn()
  kind!: string;

  @Column({ name: "load_id", type: "integer", nullable: true })
  loadId!: number | null;

  @Column({ name: "committed_at", type: "timestamptz", default: () => "now()" })
  committedAt!: Date;
}
