import { Column, Entity, Index } from "typeorm";
import { DateColumn, KeyColumn } from "./columns.js";
import { FactVersion } from "./fact-version.js";

/** A row of a unit's list of individual plans (`IPLAN`). */
@Entity("individual_plan")
@Index("individual_plan_current", ["unitCode", "fileNumber", "kind", "ordinal"], { unique: true, where: "known_to IS NULL" })
@Index("individual_plan_key", ["unitCode", "fileNumber", "kind", "ordinal"])
@Index("individual_plan_opened_in", ["openedIn", "id"])
@Index("individual_plan_closed_in", ["closedIn", "id"], { where: "closed_in IS NOT NULL" })
@Index("individual_plan_case", ["fileNumber"])
export class IndividualPlan extends FactVersion {
  @KeyColumn({ name: "unit_code" })
  unitCode!: string;

  @KeyColumn({ name: "file_number" })
  fileNumber!: string;

  /** `IP` (LSS 10 §) or `SIP` (coordinated, with the region). */
  @KeyColumn()
  kind!: string;

  /** Which of the list's rows about this client and kind, from 1. */
  @Column({ type: "integer" })
  ordinal!: number;

  @DateColumn({ name: "offered_on", nullable: true })
  offeredOn!: string | null;

  @DateColumn({ name: "drawn_up_on", nullable: true })
  drawnUpOn!: string | null;

  @DateColumn({ name: "follow_up_on", nullable: true })
  followUpOn!: string | null;
}
