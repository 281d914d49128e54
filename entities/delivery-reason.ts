import { Column, Entity, Index } from "typeorm";
import { KeyColumn, TextColumn } from "./columns.js";
import { FactVersion } from "./fact-version.js";

/**
 * Why less or more was performed than ordered, in the provider's own words. Apart from `delivery.ts`: free text about
 * a person is read through one door.
 */
@Entity("delivery_reason")
@Index("delivery_reason_current", ["provider", "month", "orderNumber", "ordinal"], { unique: true, where: "known_to IS NULL" })
@Index("delivery_reason_key", ["provider", "month", "orderNumber", "ordinal"])
@Index("delivery_reason_opened_in", ["openedIn"])
@Index("delivery_reason_closed_in", ["closedIn"], { where: "closed_in IS NOT NULL" })
@Index("delivery_reason_case", ["fileNumber"])
export class DeliveryReason extends FactVersion {
  @KeyColumn()
  provider!: string;

  /** `YYYY-MM`. */
  @KeyColumn()
  month!: string;

  @KeyColumn({ name: "order_number" })
  orderNumber!: string;

  @Column({ type: "integer" })
  ordinal!: number;

  /** The client: the text goes with the person. */
  @KeyColumn({ name: "file_number" })
  fileNumber!: string;

  @TextColumn({ nullable: true })
  reason!: string | null;
}
