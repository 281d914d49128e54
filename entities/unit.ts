import { Entity, Index } from "typeorm";
import { DateColumn, KeyColumn, TextColumn } from "./columns.js";
import { FactVersion } from "./fact-version.js";

/** A commissioner unit (`ENHET`). */
@Entity("unit")
@Index("unit_current", ["code"], { unique: true, where: "known_to IS NULL" })
@Index("unit_key", ["code"])
@Index("unit_opened_in", ["openedIn", "id"])
@Index("unit_closed_in", ["closedIn", "id"], { where: "closed_in IS NOT NULL" })
export class Unit extends FactVersion {
  @KeyColumn()
  code!: string;

  @TextColumn({ nullable: true })
  name!: string | null;

  /** `stadsdel`: the code of the district. */
  @KeyColumn({ nullable: true })
  district!: string | null;

  /** `AO` elderly, `FN` disability, `SP` social psychiatry. */
  @KeyColumn({ nullable: true })
  area!: string | null;

  @DateColumn({ name: "valid_from", nullable: true })
  validFrom!: string | null;

  /** Last day; null while open. */
  @DateColumn({ name: "valid_to", nullable: true })
  validTo!: string | null;

  /** The unit that answers from the day after `valid_to`. */
  @KeyColumn({ name: "replaced_by", nullable: true })
  replacedBy!: string | null;
}
