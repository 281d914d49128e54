import { Column, Entity, Index } from "typeorm";
import { DateColumn, KeyColumn } from "./columns.js";
import { FactVersion } from "./fact-version.js";

/** An implementation plan that a connected provider registered in the case system (`PLAN`). */
@Entity("plan")
@Index("plan_current", ["orderNumber", "version"], { unique: true, where: "known_to IS NULL" })
@Index("plan_key", ["orderNumber", "version"])
@Index("plan_opened_in", ["openedIn", "id"])
@Index("plan_closed_in", ["closedIn", "id"], { where: "closed_in IS NOT NULL" })
export class Plan extends FactVersion {
  @KeyColumn({ name: "order_number" })
  orderNumber!: string;

  @Column({ type: "integer" })
  version!: number;

  @DateColumn({ name: "received_on" })
  receivedOn!: string;

  /** True approved, false returned to the provider, null not yet read. */
  @Column({ type: "boolean", nullable: true })
  approved!: boolean | null;
}
