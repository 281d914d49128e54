import { Column, Entity, Index } from "typeorm";
import { DateColumn, KeyColumn } from "./columns.js";
import { FactVersion } from "./fact-version.js";

/** An order to a provider (`BESTALL`). */
@Entity("care_order")
@Index("care_order_current", ["number"], { unique: true, where: "known_to IS NULL" })
@Index("care_order_key", ["number"])
@Index("care_order_opened_in", ["openedIn", "id"])
@Index("care_order_closed_in", ["closedIn", "id"], { where: "closed_in IS NOT NULL" })
@Index("care_order_decision", ["decisionNumber"])
export class Order extends FactVersion {
  @KeyColumn()
  number!: string;

  @KeyColumn({ name: "decision_number" })
  decisionNumber!: string;

  @KeyColumn()
  provider!: string;

  @DateColumn({ name: "ordered_on" })
  orderedOn!: string;

  @DateColumn({ name: "starts_on", nullable: true })
  startsOn!: string | null;

  /** Last day; null for tills vidare. */
  @DateColumn({ name: "ends_on", nullable: true })
  endsOn!: string | null;

  @Column({ name: "hours_per_month", type: "numeric", nullable: true })
  hoursPerMonth!: string | null;
}
