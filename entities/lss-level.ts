import { Column, Entity, Index } from "typeorm";
import { DateColumn, KeyColumn } from "./columns.js";
import { FactVersion } from "./fact-version.js";

/** A client's measured LSS level (`LSSNIVA`). */
@Entity("lss_level")
@Index("lss_level_current", ["fileNumber", "intervention", "measuredOn"], { unique: true, where: "known_to IS NULL" })
@Index("lss_level_key", ["fileNumber", "intervention", "measuredOn"])
@Index("lss_level_opened_in", ["openedIn", "id"])
@Index("lss_level_closed_in", ["closedIn", "id"], { where: "closed_in IS NOT NULL" })
export class LssLevel extends FactVersion {
  @KeyColumn({ name: "file_number" })
  fileNumber!: string;

  @KeyColumn()
  intervention!: string;

  /** 31 March or 20 August, where it is one of the two measurements that rules ask for. */
  @DateColumn({ name: "measured_on" })
  measuredOn!: string;

  /** 1 to 7. */
  @Column({ type: "smallint" })
  level!: number;

  /** The voucher (LSS-peng) in SEK. */
  @Column({ type: "numeric", nullable: true })
  rate!: string | null;
}
