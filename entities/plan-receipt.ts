import { Column, Entity, Index } from "typeorm";
import { DateColumn, KeyColumn, TextColumn } from "./columns.js";
import { FactVersion } from "./fact-version.js";

/** A provider's receipt of an implementation plan (`GPLAN`). */
@Entity("plan_receipt")
@Index("plan_receipt_current", ["orderNumber", "drawnUpOn"], { unique: true, where: "known_to IS NULL" })
@Index("plan_receipt_key", ["orderNumber", "drawnUpOn"])
@Index("plan_receipt_opened_in", ["openedIn", "id"])
@Index("plan_receipt_closed_in", ["closedIn", "id"], { where: "closed_in IS NOT NULL" })
export class PlanReceipt extends FactVersion {
  @KeyColumn({ name: "order_number" })
  orderNumber!: string;

  @DateColumn({ name: "drawn_up_on" })
  drawnUpOn!: string;

  @DateColumn({ name: "received_on" })
  receivedOn!: string;

  /** Whether the client took part. */
  @Column({ name: "took_part", type: "boolean" })
  tookPart!: boolean;

  /** Number of goals. */
  @Column({ type: "integer", nullable: true })
  goals!: number | null;

  /** The provider's own signature. */
  @TextColumn({ nullable: true })
  signature!: string | null;
}
