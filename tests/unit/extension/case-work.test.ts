import { describe, expect, it } from "vitest";
import type { AskGateway } from "../../../extension/background/ask-gateway.js";
import { answerCaseMessage } from "../../../extension/background/case-work.js";
import type { CaseMessage } from "../../../extension/case-messages.js";
import type { Answer } from "../../../extension/messages.js";

const OF_CASE = { fileNumber: "103879-5", page: "paraply/client" };
const ACKNOWLEDGE: CaseMessage = { type: "acknowledge", finding: "f1", until: null, note: "Bokad", ...OF_CASE };

/** A gateway that gives one answer, what it was asked, and the cases that were told to have changed. */
function gateway(answer: Answer<unknown>) {
  const asked: unknown[] = [];
  const changed: string[] = [];
  const ask = ((operation: { name: string }, variables: unknown, purpose: string) => {
    asked.push([operation.name, variables, purpose]);
    return Promise.resolve(answer);
  }) as AskGateway;
  const run = (message: CaseMessage): Promise<Answer<unknown>> =>
    answerCaseMessage(message, ask, (fileNumber) => { changed.push(fileNumber); return Promise.resolve(); });
  return { run, asked, changed };
}

describe("what is done on a case", () => {
  it.each<[CaseMessage, string, Record<string, unknown>]>([
    [ACKNOWLEDGE, "AcknowledgeFinding", { finding: "f1", until: null, note: "Bokad", language: "SV" }],
    [{ type: "withdraw", finding: "f1", ...OF_CASE }, "WithdrawAcknowledgement", { finding: "f1", language: "SV" }],
    [{ type: "dispute", finding: "f1", reason: "Fel", ...OF_CASE }, "DisputeFinding", { finding: "f1", reason: "Fel", language: "SV" }],
    [{ type: "remind", order: "B77", sentOn: "2022-11-30", note: null, ...OF_CASE }, "RecordReminder", { order: "B77", sentOn: "2022-11-30", note: null }],
    [{ type: "reminderText", order: "B77", ...OF_CASE }, "ReminderText", { order: "B77", language: "SV" }],
    [{ type: "caseFile", ...OF_CASE }, "CaseFile", { fileNumber: "103879-5", language: "SV" }],
  ])("%j is asked once, for the page that it came from", async (message, name, variables) => {
    const { run, asked } = gateway({ ok: true, data: { case: null } });
    await run(message);
    expect(asked).toEqual([[name, variables, "paraply/client"]]);
  });

  it("gives back the finding as it stands now", async () => {
    const { run } = gateway({ ok: true, data: { acknowledgeFinding: { id: "f1" } } });
    expect(await run(ACKNOWLEDGE)).toEqual({ ok: true, data: { id: "f1" } });
  });

  it("makes old what was known of the case", async () => {
    const { run, changed } = gateway({ ok: true, data: {} });
    await run(ACKNOWLEDGE);
    expect(changed).toEqual(["103879-5"]);
  });

  it.each<[Answer<never>, string[]]>([
    [{ ok: false, code: "FORBIDDEN" }, []],
    [{ ok: false, code: "BAD_USER_INPUT" }, []],
    [{ ok: false, code: "NOT_FOUND" }, ["103879-5"]],
    [{ ok: false, code: "UNREACHABLE" }, ["103879-5"]],
  ])("that fails with %j comes back so, and the case may have changed: %j", async (failure, expected) => {
    const { run, changed } = gateway(failure);
    expect(await run(ACKNOWLEDGE)).toEqual(failure);
    expect(changed).toEqual(expected);
  });
});

describe("a case", () => {
  const READ: CaseMessage = { type: "caseFile", ...OF_CASE };

  it("that the caller may not know of is refused", async () => {
    expect(await gateway({ ok: true, data: { case: null } }).run(READ)).toEqual({ ok: false, code: "NOT_FOUND" });
  });

  it("of another number than was asked is never shown", async () => {
    expect(await gateway({ ok: true, data: { case: { fileNumber: "104869-6" } } }).run(READ)).toEqual({ ok: false, code: "FAULTY" });
  });

  it("that is read has not changed", async () => {
    const { run, changed } = gateway({ ok: true, data: { case: OF_CASE } });
    await run(READ);
    expect(changed).toEqual([]);
  });
});
