import { Column, Entity, Index, PrimaryGeneratedColumn } from "typeorm";
import { KeyColumn } from "./columns.js";

/**
 * One decision that an operator took about a load or a row in quarantine: who and when. The application may add and
 * read, nothing else. Never a row's content: what it was about is told by file and line.
 */
@Entity("operator_action")
@Index("operator_action_load", ["loadId"])
export class OperatorAction {
  @PrimaryGeneratedColumn("identity", { type: "integer", generatedIdentity: "ALWAYS" })
  id!: number;

  @Column({ type: "timestamptz", default: () => "clock_timestamp()" })
  at!: Date;

  /** The token's subject; for a command at a terminal `terminal:USER`. */
  @KeyColumn()
  by!: string;

  /** `ACCEPT` (load what was held), `FORCE` (load though it is older), `RETRY` (rows that wait) or `DISMISS` (a row). */
  @KeyColumn()
  action!: string;

  @Column({ name: "load_id", type: "integer" })
  loadId!: number;

  /** Of a dismissed row: its line, column and reason, as they stood in quarantine. */
  @Column({ type: "integer", nullable: true })
  line!: number | null;

  @KeyColumn({ name: "fault_column", nullable: true })
  column!: string | null;

  @KeyColumn({ nullable: true })
  reason!: string | null;
}
