import { Column, Entity, Index } from "typeorm";
import { KeyColumn } from "./columns.js";
import { FactVersion } from "./fact-version.js";

/** A row of a unit's budget follow-up (`BUDGET`), in SEK. Its versions keep every forecast that was made. */
@Entity("budget_line")
@Index("budget_line_current", ["unitCode", "year", "sheet", "lineCode"], { unique: true, where: "known_to IS NULL" })
@Index("budget_line_key", ["unitCode", "year", "sheet", "lineCode"])
@Index("budget_line_opened_in", ["openedIn", "id"])
@Index("budget_line_closed_in", ["closedIn", "id"], { where: "closed_in IS NOT NULL" })
@Index("budget_line_unit", ["unitCode", "year"])
export class BudgetLine extends FactVersion {
  @KeyColumn({ name: "unit_code" })
  unitCode!: string;

  /** `YYYY`. */
  @KeyColumn()
  year!: string;

  /** Name of the sheet. */
  @KeyColumn()
  sheet!: string;

  /** Code of the intervention, or number of the account. */
  @KeyColumn({ name: "line_code" })
  lineCode!: string;

  /** Code; null for a row by account. */
  @KeyColumn({ nullable: true })
  intervention!: string | null;

  /** Null for a row by intervention. */
  @KeyColumn({ nullable: true })
  account!: string | null;

  /** For the whole year. */
  @Column({ type: "numeric", nullable: true })
  budget!: string | null;

  /** Outcome of January to December; null where a month has none yet. */
  @Column({ type: "numeric", array: true })
  months!: (string | null)[];

  /** For the whole year. */
  @Column({ type: "numeric", nullable: true })
  forecast!: string | null;
}
