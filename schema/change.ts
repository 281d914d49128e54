import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { FactType } from "./fact-type.js";
import { PageInfo } from "./page-info.js";
import { CalendarDate, JSONObject } from "./scalars.js";

export const ChangeOperation = {
  ADDED: "ADDED",
  CHANGED: "CHANGED",
  WITHDRAWN: "WITHDRAWN",
  LEFT_SCOPE: "LEFT_SCOPE",
  ENTERED_SCOPE: "ENTERED_SCOPE",
  PURGED: "PURGED",
} as const;
export type ChangeOperation = keyof typeof ChangeOperation;

registerEnumType(ChangeOperation, {
  name: "ChangeOperation",
  description: "What happened to a fact. Of LEFT_SCOPE and PURGED the receiver's copies go, too.",
  valuesConfig: {
    ADDED: { description: "It is new, or has come back." },
    CHANGED: { description: "Its content is another one, or it is about another person." },
    WITHDRAWN: { description: "Its source no longer has it." },
    LEFT_SCOPE: { description: "It stands, and is no longer for the caller: a person became protected, or moved out of the caller's units." },
    ENTERED_SCOPE: { description: "It stood before, and is for the caller from now on." },
    PURGED: { description: "A person was disposed of: everything with that personKey goes, of whatever type." },
  },
});

@ObjectType({ description: "One change of one fact." })
export class Change {
  @Field(() => String, { description: "Its place in the order of what you are told: 25 digits that can be compared as a text or as a number. It is yours alone, and says nothing of what others are told." })
  sequence!: string;

  @Field(() => FactType)
  type!: FactType;

  @Field(() => String, { description: "The fact's key, its parts joined by /. For an integration a pseudonym where the fact is about a person. Of PURGED the person's key." })
  key!: string;

  @Field(() => ChangeOperation)
  operation!: ChangeOperation;

  @Field(() => CalendarDate, { description: "The day from which it is known." })
  knownFrom!: string;

  @Field(() => ID, { nullable: true, description: "The load that made it; null when it was none, as for the calendar." })
  load!: string | null;

  @Field(() => JSONObject, {
    nullable: true,
    description: "The content that stands from then on, as docs/integrations.md describes it; null for WITHDRAWN, LEFT_SCOPE and PURGED.",
  })
  fact!: Record<string, unknown> | null;
}

@ObjectType()
export class ChangeEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => Change)
  node!: Change;
}

@ObjectType({ description: "A page of changes, in the order of commits." })
export class ChangeConnection {
  @Field(() => [ChangeEdge])
  edges!: ChangeEdge[];

  @Field(() => PageInfo, { description: "endCursor is never null: keep it, and ask on from there." })
  pageInfo!: PageInfo;
}
