import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { PageInfo } from "./page-info.js";
import { Role } from "./role.js";
import { CalendarDate, DateTime } from "./scalars.js";

@ObjectType({ description: "One operation that read personal data." })
export class AccessLogEntry {
  @Field(() => ID)
  id!: string;

  @Field(() => DateTime)
  at!: Date;

  @Field(() => String, { description: "Who read: a signature, or terminal:USER for a command." })
  subject!: string;

  @Field(() => [Role], { description: "In which roles." })
  roles!: Role[];

  @Field(() => String, { description: "From which IP address." })
  remoteAddress!: string;

  @Field(() => [String], { description: "What was asked: fields of Query, or the command." })
  operations!: string[];

  @Field(() => String, { nullable: true, description: "Name of the trusted operation that was asked; null for a text of the caller's own." })
  operationName!: string | null;

  @Field(() => String, { nullable: true, description: "The page or report that it was for, as the client said." })
  purpose!: string | null;

  @Field(() => [String], { description: "Whose data, of those whom the caller may know of. None for an operator." })
  fileNumbers!: string[];
}

@ObjectType()
export class AccessLogEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => AccessLogEntry)
  node!: AccessLogEntry;
}

@ObjectType({ description: "A page of the access log, the newest first." })
export class AccessLogConnection {
  @Field(() => [AccessLogEdge])
  edges!: AccessLogEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;

  @Field(() => Int, { description: "How many there are on all pages." })
  totalCount!: number;
}

@InputType({ description: "Which entries: all that is given must hold." })
export class AccessLogFilter {
  @Field(() => String, { nullable: true, description: "Who read." })
  subject?: string | null;

  @Field(() => String, { nullable: true, description: "Whose data was read. Not for operators." })
  fileNumber?: string | null;

  @Field(() => CalendarDate, { nullable: true, description: "First day, in Stockholm. Without it: seven days back from now." })
  from?: string | null;

  @Field(() => CalendarDate, { nullable: true, description: "Last day, in Stockholm." })
  to?: string | null;
}
