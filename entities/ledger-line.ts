import { Column, Entity, Index } from "typeorm";
import { KeyColumn } from "./columns.js";
import { FactVersion } from "./fact-version.js";

/** What a ledger file (SIE) says of an account of a unit in a month, in SEK, debit positive. */
@Entity("ledger_line")
@Index("ledger_line_current", ["ledger", "year", "unitCode", "account", "month", "kind"], { unique: true, where: "known_to IS NULL" })
@Index("ledger_line_key", ["ledger", "year", "unitCode", "account", "month", "kind"])
@Index("ledger_line_opened_in", ["openedIn", "id"])
@Index("ledger_line_closed_in", ["closedIn", "id"], { where: "closed_in IS NOT NULL" })
@Index("ledger_line_unit", ["unitCode", "year"])
export class LedgerLine extends FactVersion {
  /** The file's name without its ending, in upper case: a later file of the same name replaces it. */
  @KeyColumn()
  ledger!: string;

  /** `YYYY`: the year that the books are of; of a broken one that in which it begins. */
  @KeyColumn()
  year!: string;

  /** Object of dimension 1: a unit's code, or a cost centre that is none of ours. */
  @KeyColumn({ name: "unit_code" })
  unitCode!: string;

  @KeyColumn()
  account!: string;

  /** `YYYY-MM`. */
  @KeyColumn()
  month!: string;

  /** `BUDGET` or `OUTCOME`. */
  @KeyColumn()
  kind!: string;

  @Column({ type: "numeric" })
  amount!: string;
}
