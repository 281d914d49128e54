import { Entity, PrimaryColumn } from "typeorm";
import { DateColumn, KeyColumn } from "./columns.js";

/**
 * Which unit answers for those that the case system files under a unit, and when: a closed unit is replaced by its
 * successor everywhere (contract 6, Terms). Derived from {@link Unit} when units change.
 */
@Entity("unit_answering")
export class UnitAnswering {
  @PrimaryColumn({ name: "unit_code", type: "text", collation: "C" })
  unitCode!: string;

  @PrimaryColumn({ name: "day_from", type: "date" })
  dayFrom!: string;

  /** First day on which it no longer holds. */
  @DateColumn({ name: "day_to" })
  dayTo!: string;

  @KeyColumn({ name: "answering_unit" })
  answeringUnit!: string;

  @KeyColumn({ nullable: true })
  area!: string | null;

  @KeyColumn()
  district!: string;
}
