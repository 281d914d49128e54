import { Column, Entity, Index } from "typeorm";
import { DateColumn, KeyColumn } from "./columns.js";
import { FactVersion } from "./fact-version.js";

/** A row of the city's price list (`PRISLISTA`), in SEK. */
@Entity("price")
@Index("price_current", ["listYear", "intervention", "level", "per", "validFrom", "ownership"], { unique: true, where: "known_to IS NULL" })
@Index("price_key", ["listYear", "intervention", "level", "per", "validFrom", "ownership"])
@Index("price_opened_in", ["openedIn", "id"])
@Index("price_closed_in", ["closedIn", "id"], { where: "closed_in IS NOT NULL" })
export class Price extends FactVersion {
  /** Year in the list's name. */
  @KeyColumn({ name: "list_year" })
  listYear!: string;

  /** Code. */
  @KeyColumn()
  intervention!: string;

  /** 0 where the price has no level. */
  @Column({ type: "smallint" })
  level!: number;

  /** `DYGN`, `TIM` or `MAN`. */
  @KeyColumn()
  per!: string;

  @DateColumn({ name: "valid_from" })
  validFrom!: string;

  /** `KOMMUN` or `PRIVAT`; empty where the price holds for both. */
  @KeyColumn()
  ownership!: string;

  @Column({ type: "numeric" })
  price!: string;
}
