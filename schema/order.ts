import { Field, Float, ID, ObjectType } from "type-graphql";
import { Plan } from "./plan.js";
import { Provider } from "./provider.js";
import { Reminder } from "./reminder.js";
import { CalendarDate } from "./scalars.js";

@ObjectType({ description: "An order to a provider." })
export class Order {
  @Field(() => ID)
  id!: string;

  @Field(() => Provider)
  provider!: Provider;

  @Field(() => CalendarDate)
  orderedOn!: string;

  @Field(() => CalendarDate, { nullable: true })
  startsOn!: string | null;

  @Field(() => CalendarDate, { nullable: true, description: "Last day; null until further notice." })
  endsOn!: string | null;

  @Field(() => Float, { nullable: true })
  hoursPerMonth!: number | null;

  @Field(() => [Plan], { description: "As they came; the last one speaks." })
  plans!: Plan[];

  @Field(() => [Reminder], { description: "The newest first." })
  reminders!: Reminder[];
}
