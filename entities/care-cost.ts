import { Column, Entity, Index } from "typeorm";
import { KeyColumn } from "./columns.js";
import { FactVersion } from "./fact-version.js";

/** A row of a caseworker's care cost file (`VARDFIL`), in SEK. */
@Entity("care_cost")
@Index("care_cost_current", ["caseworker", "year", "fileNumber", "intervention", "ordinal"], { unique: true, where: "known_to IS NULL" })
@Index("care_cost_key", ["caseworker", "year", "fileNumber", "intervention", "ordinal"])
@Index("care_cost_opened_in", ["openedIn", "id"])
@Index("care_cost_closed_in", ["closedIn", "id"], { where: "closed_in IS NOT NULL" })
@Index("care_cost_case", ["fileNumber"])
export class CareCost extends FactVersion {
  /** Signature in the file's name. */
  @KeyColumn()
  caseworker!: string;

  /** `YYYY`. */
  @KeyColumn()
  year!: string;

  @KeyColumn({ name: "file_number" })
  fileNumber!: string;

  /** Code. */
  @KeyColumn()
  intervention!: string;

  /** Which of the file's rows about this client and intervention, from 1. */
  @Column({ type: "integer" })
  ordinal!: number;

  /** Code. */
  @KeyColumn()
  provider!: string;

  @Column({ type: "numeric" })
  price!: string;

  /** `DYGN`, `TIM` or `MAN`. */
  @KeyColumn()
  per!: string;

  /** Cost of January to December; null where a month has none. */
  @Column({ type: "numeric", array: true })
  months!: (string | null)[];

  @Column({ name: "year_forecast", type: "numeric", nullable: true })
  yearForecast!: string | null;
}
