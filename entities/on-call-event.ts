import { Column, Entity, Index } from "typeorm";
import { DateColumn, KeyColumn } from "./columns.js";
import { FactVersion } from "./fact-version.js";

/** A call to an on-call service, or what came of it (`JOUR`). */
@Entity("on_call_event")
@Index("on_call_event_current", ["district", "month", "position"], { unique: true, where: "known_to IS NULL" })
@Index("on_call_event_key", ["district", "month", "position"])
@Index("on_call_event_opened_in", ["openedIn", "id"])
@Index("on_call_event_closed_in", ["closedIn", "id"], { where: "closed_in IS NOT NULL" })
@Index("on_call_event_case", ["fileNumber"])
export class OnCallEvent extends FactVersion {
  @KeyColumn()
  district!: string;

  /** `YYYY-MM`. */
  @KeyColumn()
  month!: string;

  /** Line of the list: its rows have no key of their own. */
  @Column({ type: "integer" })
  position!: number;

  /** The client, found by number where the list names no file. */
  @KeyColumn({ name: "file_number" })
  fileNumber!: string;

  @DateColumn({ name: "happened_on" })
  happenedOn!: string;

  /** `HH:MM`. */
  @KeyColumn({ name: "happened_at", nullable: true })
  happenedAt!: string | null;

  /** `TRYGGHET` or `SOCIAL`. */
  @KeyColumn()
  service!: string;

  /** `LARM`, `BESOK`, `FALL` or `OVRIGT`. */
  @KeyColumn()
  event!: string;
}
