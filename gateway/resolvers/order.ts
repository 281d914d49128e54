import { Arg, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { Delivery } from "../../schema/delivery.js";
import { Order } from "../../schema/order.js";
import { type KnownOrder, MOST_MONTHS } from "../cases/query-decisions.js";
import { RequestError } from "../request-error.js";

@Resolver(() => Order)
export class OrderResolver {
  @FieldResolver(() => [Delivery], {
    description: "By month, the oldest first; of that many months up to the day asked about, that is 1 to 36. A month without a report is not there.",
  })
  deliveries(@Root() order: KnownOrder, @Arg("months", () => Int, { nullable: true, defaultValue: 12 }) months: number | null): Delivery[] {
    const wanted = months ?? 12;
    if (wanted < 1 || wanted > MOST_MONTHS) throw new RequestError("BAD_USER_INPUT", `months is 1 to ${MOST_MONTHS}.`);
    return order.deliveries.filter(({ monthsAgo }) => monthsAgo < wanted);
  }
}
