import { Column, Entity, Index, PrimaryGeneratedColumn } from "typeorm";
import { DateColumn, KeyColumn, TextColumn } from "./columns.js";

/** That somebody reminded a provider of an order's plan: an action, no fact of the case system. */
@Entity("reminder")
@Index("reminder_one", ["orderNumber", "fileNumber", "sentOn", "sentBy"], { unique: true })
@Index("reminder_case", ["fileNumber"])
export class Reminder {
  @PrimaryGeneratedColumn("identity", { type: "integer", generatedIdentity: "ALWAYS" })
  id!: number;

  @KeyColumn({ name: "order_number" })
  orderNumber!: string;

  @KeyColumn({ name: "file_number" })
  fileNumber!: string;

  @DateColumn({ name: "sent_on" })
  sentOn!: string;

  @TextColumn({ nullable: true })
  note!: string | null;

  /** Signature. */
  @KeyColumn({ name: "sent_by" })
  sentBy!: string;

  @Column({ name: "at", type: "timestamptz", default: () => "clock_timestamp()" })
  at!: Date;
}
