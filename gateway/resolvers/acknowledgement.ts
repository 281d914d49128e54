import { Arg, Ctx, ID, Mutation, Resolver } from "type-graphql";
import { Finding } from "../../schema/finding.js";
import { CalendarDate } from "../../schema/scalars.js";
import { answerDay } from "../access/answer-day.js";
import { acknowledgeFinding, withdrawAcknowledgement } from "../findings/acknowledge.js";
import type { FoundFinding } from "../findings/query-finding.js";
import type { RequestContext } from "./request-context.js";

@Resolver()
export class AcknowledgementResolver {
  @Mutation(() => Finding, {
    description: "Acknowledges a finding: it counts as INFO to and with a day, or until its facts change (kinds other than DELEGATION: 90 days). "
      + "DELEGATION and INTEGRITY take a manager.",
  })
  async acknowledgeFinding(
    @Ctx() { dataSource, viewer, today, reads }: RequestContext,
    @Arg("finding", () => ID) finding: string,
    @Arg("until", () => CalendarDate, { nullable: true }) until: string | null,
    @Arg("note", () => String) note: string,
  ): Promise<FoundFinding> {
    const read = (fileNumber: string): void => reads.note("acknowledgeFinding", [fileNumber]);
    return acknowledgeFinding(dataSource, viewer, answerDay(null, today), { finding, until, note }, read);
  }

  @Mutation(() => Finding, { description: "Takes an acknowledgement back: the finding counts again at once." })
  async withdrawAcknowledgement(
    @Ctx() { dataSource, viewer, today, reads }: RequestContext,
    @Arg("finding", () => ID) finding: string,
  ): Promise<FoundFinding> {
    const read = (fileNumber: string): void => reads.note("withdrawAcknowledgement", [fileNumber]);
    return withdrawAcknowledgement(dataSource, viewer, answerDay(null, today), finding, read);
  }
}
