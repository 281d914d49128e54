import { Column, Entity, Index } from "typeorm";
import { KeyColumn } from "./columns.js";
import { FactVersion } from "./fact-version.js";

/**
 * Ordered and performed time of one order in one month, as its provider reported it (`AVVIK`). Rows of one order in a
 * month are added up.
 */
@Entity("delivery")
@Index("delivery_current", ["provider", "month", "orderNumber", "ordinal"], { unique: true, where: "known_to IS NULL" })
@Index("delivery_key", ["provider", "month", "orderNumber", "ordinal"])
@Index("delivery_opened_in", ["openedIn", "id"])
@Index("delivery_closed_in", ["closedIn", "id"], { where: "closed_in IS NOT NULL" })
@Index("delivery_order", ["orderNumber"])
@Index("delivery_case", ["fileNumber"])
export class Delivery extends FactVersion {
  @KeyColumn()
  provider!: string;

  /** `YYYY-MM`. */
  @KeyColumn()
  month!: string;

  @KeyColumn({ name: "order_number" })
  orderNumber!: string;

  /** Which of the report's rows about this order, from 1. */
  @Column({ type: "integer" })
  ordinal!: number;

  /** The order's client, as the report names it. */
  @KeyColumn({ name: "file_number" })
  fileNumber!: string;

  /**
   * What the report says was ordered. In seconds, so that whatever a provider writes stands here exactly: `h:mm` has
   * thirds of hours, which hours in decimals would round, and contract 6 compares without rounding.
   */
  @Column({ name: "ordered_seconds", type: "numeric" })
  orderedSeconds!: string;

  @Column({ name: "performed_seconds", type: "numeric" })
  performedSeconds!: string;
}
