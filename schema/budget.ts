import { Field, Float, Int, ObjectType } from "type-graphql";

@ObjectType({ description: "Budget and outcome of one month, in SEK." })
export class BudgetMonth {
  @Field(() => String, { description: "Such as 2022-11." })
  month!: string;

  @Field(() => Float, { nullable: true, description: "Null where the source has no budget by month." })
  budget!: number | null;

  @Field(() => Float, { nullable: true, description: "Null where the month has no outcome yet." })
  outcome!: number | null;
}

@ObjectType({ description: "A line of a budget follow-up, or the sum of its lines, in SEK. Costs are positive, revenue is negative." })
export class BudgetRow {
  @Field(() => String, { nullable: true, description: "The unit's area: AO, FN or SP." })
  area!: string | null;

  @Field(() => String, { nullable: true, description: "Code of the intervention that the line is about, in a line of a workbook." })
  intervention!: string | null;

  @Field(() => String, { nullable: true, description: "The account that the line is about." })
  account!: string | null;

  @Field(() => Float, { description: "Of the whole year. 0 in a line that has a forecast alone: budget and outcome are then told by account." })
  budget!: number;

  @Field(() => Float, { description: "Of the year so far." })
  outcome!: number;

  @Field(() => Float, { nullable: true, description: "Of the whole year, from the unit's workbook; null where it makes none." })
  forecast!: number | null;

  @Field(() => [BudgetMonth], { description: "January to December." })
  months!: BudgetMonth[];

  @Field(() => String, { description: "What budget and outcome come from: SIE (the ledger), or BUDGET (the unit's workbook) where no ledger has the unit and year. SIE+BUDGET: the sum of units of which one has each." })
  source!: string;
}

@ObjectType({ description: "Budget, outcome and forecast of a unit in a year." })
export class BudgetFollowUp {
  @Field(() => String)
  unit!: string;

  @Field(() => Int)
  year!: number;

  @Field(() => [BudgetRow], { description: "Lines of the ledger by account; lines of a workbook by intervention or account. They add up to the total." })
  lines!: BudgetRow[];

  @Field(() => BudgetRow)
  total!: BudgetRow;
}
