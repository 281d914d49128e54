import { Column, Entity, PrimaryColumn } from "typeorm";
import { KeyColumn } from "./columns.js";

/**
 * Which unit answers for those that the case system files under a unit, commit by commit: for the change feed, which
 * tells in the order of commits who moved out of or into a caller's units. {@link UnitAnswering} says it day by day.
 */
@Entity("feed_unit")
export class FeedUnit {
  @PrimaryColumn({ name: "unit_code", type: "text", collation: "C" })
  unitCode!: string;

  /** The commit from which it holds. */
  @PrimaryColumn({ name: "opened_in", type: "integer" })
  openedIn!: number;

  /** The commit from which it no longer holds; null while it does. */
  @Column({ name: "closed_in", type: "integer", nullable: true })
  closedIn!: number | null;

  @KeyColumn({ name: "answering_unit" })
  answeringUnit!: string;

  /** The district of the answering unit. */
  @KeyColumn()
  district!: string;
}
