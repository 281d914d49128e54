import { Field, ID, Int, ObjectType } from "type-graphql";
import { PageInfo } from "./page-info.js";
import { DateTime } from "./scalars.js";

@ObjectType({ description: "One file that was delivered and what became of it." })
export class Load {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  file!: string;

  @Field(() => String, { description: "The file type, such as BESLUT; empty for a file that no source knows." })
  type!: string;

  @Field(() => String, { nullable: true, description: "The district, or the provider for a provider's report." })
  district!: string | null;

  @Field(() => String, { description: "LOADED, UNCHANGED, REJECTED, HELD, REFUSED or IGNORED." })
  status!: string;

  @Field(() => DateTime)
  startedAt!: Date;

  @Field(() => DateTime, { nullable: true })
  finishedAt!: Date | null;

  @Field(() => Int)
  rows!: number;

  @Field(() => Int)
  added!: number;

  @Field(() => Int)
  changed!: number;

  @Field(() => Int)
  withdrawn!: number;

  @Field(() => Int, { description: "Rows of the file that are left in quarantine." })
  quarantined!: number;

  @Field(() => String, { nullable: true, description: "Why it was not loaded, or what was noted." })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: "By which way it came: COMMAND, INBOX, UPLOAD, or HELD for a held file that was accepted." })
  way!: string | null;

  @Field(() => String, { nullable: true, description: "Who sent it: the token's subject; terminal:USER for a command; inbox for the drop folder." })
  sentBy!: string | null;

  @Field(() => Boolean, { description: "Whether it is held and kept, so that acceptLoad loads it." })
  acceptable!: boolean;
}

@ObjectType()
export class LoadEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => Load)
  node!: Load;
}

@ObjectType({ description: "A page of loads, the newest first." })
export class LoadConnection {
  @Field(() => [LoadEdge])
  edges!: LoadEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;

  @Field(() => Int)
  totalCount!: number;
}
