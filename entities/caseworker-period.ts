import { Entity, Index } from "typeorm";
import { DateColumn, KeyColumn, TextColumn } from "./columns.js";
import { FactVersion } from "./fact-version.js";

/** A period in which a signature held a role and its delegation (`HANDL`). */
@Entity("caseworker_period")
@Index("caseworker_period_current", ["signature", "validFrom"], { unique: true, where: "known_to IS NULL" })
@Index("caseworker_period_key", ["signature", "validFrom"])
@Index("caseworker_period_opened_in", ["openedIn", "id"])
@Index("caseworker_period_closed_in", ["closedIn", "id"], { where: "closed_in IS NOT NULL" })
export class CaseworkerPeriod extends FactVersion {
  @KeyColumn()
  signature!: string;

  @DateColumn({ name: "valid_from" })
  validFrom!: string;

  /** Last day; null while it runs. */
  @DateColumn({ name: "valid_to", nullable: true })
  validTo!: string | null;

  /** The member of staff's name. */
  @TextColumn({ nullable: true })
  name!: string | null;

  @KeyColumn({ name: "unit_code", nullable: true })
  unitCode!: string | null;

  /** `BIST`, `SARSK`, `BITR`, `CHEF` or `ADM`. */
  @KeyColumn({ nullable: true })
  role!: string | null;
}
