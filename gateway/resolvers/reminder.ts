import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { Language } from "../../schema/language.js";
import { Reminder } from "../../schema/reminder.js";
import { CalendarDate } from "../../schema/scalars.js";
import { answerDay } from "../access/answer-day.js";
import { recordReminder, type RecordedReminder } from "../cases/reminders.js";
import { reminderText } from "../cases/reminder-text.js";
import type { RequestContext } from "./request-context.js";

@Resolver()
export class ReminderResolver {
  @Mutation(() => Reminder, { description: "Records that the provider of an order was reminded of its plan." })
  async recordReminder(
    @Ctx() { dataSource, viewer, today, reads }: RequestContext,
    @Arg("order", () => String) order: string,
    @Arg("sentOn", () => CalendarDate) sentOn: string,
    @Arg("note", () => String, { nullable: true }) note: string | null,
  ): Promise<RecordedReminder> {
    const reminder = await recordReminder(dataSource, viewer, answerDay(null, today), { order, sentOn, note });
    reads.note("recordReminder", [reminder.fileNumber]);
    return reminder;
  }

  @Query(() => String, {
    description: "The letter to the provider for an order whose plan is missing or insufficient, ready to paste. It names the order, not the client.",
  })
  async reminderText(
    @Ctx() { dataSource, catalogue, viewer, today, reads }: RequestContext,
    @Arg("order", () => String) order: string,
    @Arg("language", () => Language, { nullable: true, defaultValue: Language.SV }) language: Language | null,
  ): Promise<string> {
    const read = (fileNumber: string): void => reads.note("reminderText", [fileNumber]);
    return reminderText(dataSource, catalogue, viewer, answerDay(null, today), order, language ?? "SV", read);
  }
}
