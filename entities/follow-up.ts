import { Entity, Index } from "typeorm";
import { DateColumn, KeyColumn } from "./columns.js";
import { FactVersion } from "./fact-version.js";

/** A follow-up of a decision (`UPPF`). */
@Entity("follow_up")
@Index("follow_up_current", ["number"], { unique: true, where: "known_to IS NULL" })
@Index("follow_up_key", ["number"])
@Index("follow_up_opened_in", ["openedIn", "id"])
@Index("follow_up_closed_in", ["closedIn", "id"], { where: "closed_in IS NOT NULL" })
@Index("follow_up_decision", ["decisionNumber"])
export class FollowUp extends FactVersion {
  @KeyColumn()
  number!: string;

  @KeyColumn({ name: "decision_number" })
  decisionNumber!: string;

  @DateColumn({ name: "followed_up_on" })
  date!: string;

  /** `ORD`, `DUR`, `BOENDE`, `KVAL` or `RESURS`. */
  @KeyColumn()
  kind!: string;

  @KeyColumn({ nullable: true })
  signature!: string | null;
}
