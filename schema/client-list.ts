import { Field, Int, ObjectType } from "type-graphql";
import { Finding } from "./finding.js";
import { OverlayStatus } from "./overlay-status.js";
import { PageInfo } from "./page-info.js";
import { CalendarDate } from "./scalars.js";

@ObjectType({ description: "A client on the client list (kundlista): how the case stands, whether anything is found or not." })
export class ListedClient {
  @Field(() => String)
  fileNumber!: string;

  @Field(() => String, { nullable: true, description: "Given and family name; null where the extracts have none." })
  name!: string | null;

  @Field(() => Boolean, { description: "Whether the identity is protected today." })
  protected!: boolean;

  @Field(() => String, { description: "The unit that answers on the day." })
  unit!: string;

  @Field(() => String, { nullable: true, description: "Signature; null: the client has no caseworker." })
  caseworker!: string | null;

  @Field(() => Int, { description: "Running decisions on the day." })
  decisions!: number;

  @Field(() => OverlayStatus, { description: "As `overlay` has it: never OK while data is missing." })
  status!: OverlayStatus;

  @Field(() => CalendarDate, { nullable: true, description: "The next date on which something falls due, found or not yet (bevakning)." })
  nextDueOn!: string | null;

  @Field(() => [Finding], { description: "The gravest first, then the one due first: the first one's title is the line of why the client stands here." })
  findings!: Finding[];
}

@ObjectType()
export class ListedClientEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => ListedClient)
  node!: ListedClient;
}

@ObjectType({ description: "A page of a client list." })
export class ListedClientConnection {
  @Field(() => [ListedClientEdge])
  edges!: ListedClientEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;

  @Field(() => Int, { description: "How many there are on all pages." })
  totalCount!: number;
}
