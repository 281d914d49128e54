import { Entity, Index } from "typeorm";
import { DateColumn, KeyColumn } from "./columns.js";
import { FactVersion } from "./fact-version.js";

/** An investigation (`UTREDN`). */
@Entity("investigation")
@Index("investigation_current", ["number"], { unique: true, where: "known_to IS NULL" })
@Index("investigation_key", ["number"])
@Index("investigation_opened_in", ["openedIn", "id"])
@Index("investigation_closed_in", ["closedIn", "id"], { where: "closed_in IS NOT NULL" })
@Index("investigation_case", ["fileNumber"])
export class Investigation extends FactVersion {
  @KeyColumn()
  number!: string;

  @KeyColumn({ name: "file_number" })
  fileNumber!: string;

  @DateColumn({ name: "applied_on", nullable: true })
  appliedOn!: string | null;

  @DateColumn({ name: "opened_on", nullable: true })
  openedOn!: string | null;

  @DateColumn({ name: "closed_on", nullable: true })
  closedOn!: string | null;

  /** `DUR`, `BDUR`, `KART` or `ANNAN`. */
  @KeyColumn({ nullable: true })
  method!: string | null;

  @KeyColumn({ nullable: true })
  signature!: string | null;
}
