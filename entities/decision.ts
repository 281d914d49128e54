import { Column, Entity, Index } from "typeorm";
import { DateColumn, KeyColumn } from "./columns.js";
import { FactVersion } from "./fact-version.js";

/** A decision on assistance (`BESLUT`). */
@Entity("decision")
@Index("decision_current", ["number"], { unique: true, where: "known_to IS NULL" })
@Index("decision_key", ["number"])
@Index("decision_opened_in", ["openedIn", "id"])
@Index("decision_closed_in", ["closedIn", "id"], { where: "closed_in IS NOT NULL" })
@Index("decision_case", ["fileNumber"])
@Index("decision_decided_by", ["decidedBy"])
export class Decision extends FactVersion {
  @KeyColumn()
  number!: string;

  @KeyColumn({ name: "file_number" })
  fileNumber!: string;

  @KeyColumn({ nullable: true })
  investigation!: string | null;

  /** `lagrum`, such as `SoL 4:1`: a decision keeps the law that it was made under. */
  @KeyColumn()
  law!: string;

  /** `insats`, such as `HTJ`. */
  @KeyColumn()
  intervention!: string;

  @DateColumn({ name: "decided_on" })
  decidedOn!: string;

  /** `BIFALL`, `DELAVSLAG` or `AVSLAG`. */
  @KeyColumn()
  outcome!: string;

  @DateColumn({ name: "valid_from" })
  validFrom!: string;

  /** Last day; null for tills vidare. */
  @DateColumn({ name: "valid_to", nullable: true })
  validTo!: string | null;

  /** Exactly as delivered: limits are compared without rounding. */
  @Column({ type: "numeric", nullable: true })
  amount!: string | null;

  /** `TIM_MAN`, `TIM_VECKA`, `DYGN`, `NIVA` or `ST`. */
  @KeyColumn({ name: "amount_unit", nullable: true })
  amountUnit!: string | null;

  /** Reimbursement level. */
  @Column({ type: "integer", nullable: true })
  level!: number | null;

  /** Signature; may be of someone who left. */
  @KeyColumn({ name: "decided_by", nullable: true })
  decidedBy!: string | null;

  /** `bevakning`. */
  @DateColumn({ name: "watch_on", nullable: true })
  watchOn!: string | null;

  @DateColumn({ name: "executed_on", nullable: true })
  executedOn!: string | null;

  @DateColumn({ name: "ended_on", nullable: true })
  endedOn!: string | null;

  @Column({ name: "by_court", type: "boolean" })
  byCourt!: boolean;
}
