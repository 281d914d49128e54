import { Field, Int, ObjectType } from "type-graphql";
import { Finding } from "./finding.js";
import { PageInfo } from "./page-info.js";

@ObjectType()
export class FindingEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => Finding)
  node!: Finding;

  @Field(() => Boolean, { description: "Whether the identity of the person it speaks of is protected today." })
  protected!: boolean;
}

@ObjectType({ description: "A page of findings." })
export class FindingConnection {
  @Field(() => [FindingEdge])
  edges!: FindingEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;

  @Field(() => Int, { description: "How many there are on all pages." })
  totalCount!: number;
}
