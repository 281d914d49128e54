import { Column, Entity, Index } from "typeorm";
import { KeyColumn, TextColumn } from "./columns.js";
import { FactVersion } from "./fact-version.js";

/** A provider of care (`UTFOR`). */
@Entity("provider")
@Index("provider_current", ["code"], { unique: true, where: "known_to IS NULL" })
@Index("provider_key", ["code"])
@Index("provider_opened_in", ["openedIn", "id"])
@Index("provider_closed_in", ["closedIn", "id"], { where: "closed_in IS NOT NULL" })
export class Provider extends FactVersion {
  @KeyColumn()
  code!: string;

  @TextColumn({ nullable: true })
  name!: string | null;

  /** `regi`: true for KOMMUN, false for PRIVAT. */
  @Column({ type: "boolean", nullable: true })
  municipal!: boolean | null;

  /** Whether it registers its plans in the case system. */
  @Column({ type: "boolean", nullable: true })
  connected!: boolean | null;
}
