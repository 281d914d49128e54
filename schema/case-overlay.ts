import { Field, ObjectType } from "type-graphql";
import { CaseKey } from "./case-key.js";
import { Finding } from "./finding.js";
import { OverlayStatus } from "./overlay-status.js";
import { CalendarDate, DateTime } from "./scalars.js";

@ObjectType({ description: "What a list page shows beside one client." })
export class CaseOverlay {
  @Field(() => CaseKey)
  key!: CaseKey;

  @Field(() => OverlayStatus)
  status!: OverlayStatus;

  @Field(() => Boolean, { description: "Whether the person's identity is protected. False for whoever may not know, and says nothing then." })
  protected!: boolean;

  @Field(() => [Finding], { description: "The gravest first, then the one due first." })
  findings!: Finding[];

  @Field(() => CalendarDate, { nullable: true, description: "The next date on which something falls due, found or not yet." })
  nextDueOn!: string | null;

  @Field(() => CalendarDate, { nullable: true, description: "How old the oldest data behind the answer is." })
  dataFrom!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: "When the newest files behind the answer were loaded: of the district's KLIENT, BESLUT and BESTALL the one that was loaded first. Null when one has never come.",
  })
  dataLoadedAt!: Date | null;
}
