import { Column, Entity, Index } from "typeorm";
import { DateColumn, KeyColumn } from "./columns.js";
import { FactVersion } from "./fact-version.js";

/** A client and the case that is theirs (`KLIENT`), without name and number: those stand in {@link Person}. */
@Entity("client")
@Index("client_current", ["fileNumber"], { unique: true, where: "known_to IS NULL" })
@Index("client_key", ["fileNumber"])
@Index("client_opened_in", ["openedIn", "id"])
@Index("client_closed_in", ["closedIn", "id"], { where: "closed_in IS NOT NULL" })
@Index("client_unit", ["unitCode"])
export class Client extends FactVersion {
  /** `aktnr`. */
  @KeyColumn({ name: "file_number" })
  fileNumber!: string;

  /** The unit that the case system names; the unit that answers stands in {@link UnitAnswering}. */
  @KeyColumn({ name: "unit_code" })
  unitCode!: string;

  /** The client's own caseworker (signature). */
  @KeyColumn({ nullable: true })
  caseworker!: string | null;

  /** `skydd`: 0 none, 1 sekretessmarkering, 2 skyddad folkbokföring. */
  @Column({ type: "smallint" })
  protection!: number;

  @DateColumn({ name: "deceased_on", nullable: true })
  deceasedOn!: string | null;

  /** `personkrets` 1-3 (LSS 1 §). */
  @Column({ name: "eligibility_group", type: "smallint", nullable: true })
  eligibilityGroup!: number | null;

  @Column({ name: "child_at_home", type: "boolean", nullable: true })
  childAtHome!: boolean | null;

  /** `M` or `K`, as the case system has it. */
  @KeyColumn({ nullable: true })
  sex!: string | null;

  /** From a valid personal or coordination number only (contract 6). */
  @DateColumn({ name: "birth_date", nullable: true })
  birthDate!: string | null;

  /** What the number is: `PERSONAL`, `COORDINATION`, `RESERVE`, `INVALID` or `EMPTY`. */
  @KeyColumn({ name: "number_kind" })
  numberKind!: string;

  /** The date in a reserve number: before that day the number is not valid (contract 6, `integrity.identity`). */
  @DateColumn({ name: "reserve_date", nullable: true })
  reserveDate!: string | null;
}
