import { Field, ID, Int, ObjectType } from "type-graphql";
import { Acknowledgement } from "./acknowledgement.js";
import { Dispute } from "./dispute.js";
import { Evidence } from "./evidence.js";
import { FindingKind } from "./finding-kind.js";
import { Reminder } from "./reminder.js";
import { CalendarDate } from "./scalars.js";
import { Severity } from "./severity.js";

@ObjectType({ description: "Something that is due, missing or outside delegation (contract 6). Title, explanation and rule come with it." })
export class Finding {
  @Field(() => ID, { description: "Stable while the same rule speaks of the same decision, order or client." })
  id!: string;

  @Field(() => FindingKind)
  kind!: FindingKind;

  @Field(() => Severity)
  severity!: Severity;

  @Field(() => CalendarDate, { nullable: true })
  dueOn!: string | null;

  @Field(() => Int, { nullable: true, description: "Days since dueOn; null when it has not passed." })
  overdueDays!: number | null;

  @Field(() => [Evidence])
  evidence!: Evidence[];

  @Field(() => String)
  fileNumber!: string;

  @Field(() => String, { nullable: true })
  decision!: string | null;

  @Field(() => String, { nullable: true })
  order!: string | null;

  @Field(() => String, { description: "The unit that answers." })
  unit!: string;

  @Field(() => String, { nullable: true, description: "Signature of the client's own caseworker." })
  caseworker!: string | null;

  @Field(() => CalendarDate, {
    nullable: true, description: "Last day of its acknowledgement; null without one, and for one that holds as long as the facts.",
  })
  acknowledgedUntil!: string | null;

  @Field(() => Acknowledgement, { nullable: true, description: "While it stands the finding counts as INFO." })
  acknowledgement!: Acknowledgement | null;

  @Field(() => [Dispute], { description: "Who says that it is wrong, on the facts that it stands on now." })
  disputes!: Dispute[];

  @Field(() => [Reminder], { description: "Reminders of the order's plan, the newest first; none for a finding without an order." })
  reminders!: Reminder[];
}
