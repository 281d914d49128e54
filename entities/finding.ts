import { Column, Entity, Index, PrimaryGeneratedColumn } from "typeorm";
import { DateColumn, KeyColumn } from "./columns.js";

/**
 * What a rule says of a subject over a stretch of days. On day D it is a finding when D lies in the stretch and the
 * earliest severity date has come; rows whose severity lies ahead are kept, so that the calendar alone brings them out.
 */
@Entity("finding")
@Index("finding_case", ["fileNumber"])
@Index("finding_unit", ["unit", "dayTo"])
export class Finding {
  @PrimaryGeneratedColumn("identity", { type: "bigint", generatedIdentity: "ALWAYS" })
  id!: string;

  /** Stable while the same rule speaks of the same decision, order or client. */
  @KeyColumn({ name: "finding_id" })
  findingId!: string;

  @KeyColumn({ name: "file_number" })
  fileNumber!: string;

  @KeyColumn()
  rule!: string;

  @KeyColumn()
  kind!: string;

  @KeyColumn({ nullable: true })
  decision!: string | null;

  @KeyColumn({ name: "order_number", nullable: true })
  order!: string | null;

  @KeyColumn({ nullable: true })
  about!: string | null;

  /** The unit that answers on these days. */
  @KeyColumn()
  unit!: string;

  @KeyColumn()
  district!: string;

  /** The client's own caseworker on these days. */
  @KeyColumn({ nullable: true })
  caseworker!: string | null;

  @DateColumn({ name: "day_from" })
  dayFrom!: string;

  /** First day on which it no longer holds. */
  @DateColumn({ name: "day_to" })
  dayTo!: string;

  @DateColumn({ name: "info_from", nullable: true })
  infoFrom!: string | null;

  @DateColumn({ name: "warning_from", nullable: true })
  warningFrom!: string | null;

  @DateColumn({ name: "critical_from", nullable: true })
  criticalFrom!: string | null;

  @DateColumn({ name: "due_on", nullable: true })
  dueOn!: string | null;

  /** Whether `due_on` counts for the overlay's `nextDueOn`. */
  @Column({ name: "counts_as_next", type: "boolean" })
  countsAsNext!: boolean;

  /** Which of the rule's texts explains it; "" for the ordinary one. */
  @KeyColumn()
  variant!: string;

  /** The facts it stands on: `[{name, value, fact, key, load, line}]`. Never a name or a number of a person. */
  @Column({ type: "jsonb" })
  evidence!: unknown;
}
