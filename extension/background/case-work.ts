import type { CaseMessage } from "../case-messages.js";
import { language } from "../language.js";
import type { Answer } from "../messages.js";
import {
  acknowledgeFindingOperation, caseFileOperation, disputeFindingOperation, recordReminderOperation, reminderTextOperation,
  withdrawAcknowledgementOperation,
} from "../operations/case-work.js";
import type { AskGateway } from "./ask-gateway.js";

/**
 * Does what people do on a case. Whatever was changed is told (`changed`), so that nobody is shown what held before.
 * A case that the caller may not know of is refused as NOT_FOUND.
 */
export async function answerCaseMessage(message: CaseMessage, ask: AskGateway, changed: (fileNumber: string) => Promise<void>): Promise<Answer<unknown>> {
  const { fileNumber, page } = message;
  switch (message.type) {
    case "caseFile": {
      const answer = await ask(caseFileOperation, { fileNumber, language: language() }, page);
      if (!answer.ok) return answer;
      const { case: found } = answer.data;
      if (found === null) return { ok: false, code: "NOT_FOUND" };
      return found.fileNumber === fileNumber ? { ok: true, data: found } : { ok: false, code: "FAULTY" };
    }
    case "reminderText":
      return map(await ask(reminderTextOperation, { order: message.order, language: language() }, page), ({ reminderText }) => reminderText);
    case "acknowledge": {
      const { finding, until, note } = message;
      return thenTell(ask(acknowledgeFindingOperation, { finding, until, note, language: language() }, page), ({ acknowledgeFinding }) => acknowledgeFinding);
    }
    case "withdraw":
      return thenTell(
        ask(withdrawAcknowledgementOperation, { finding: message.finding, language: language() }, page), ({ withdrawAcknowledgement }) => withdrawAcknowledgement,
      );
    case "dispute": {
      const { finding, reason } = message;
      return thenTell(ask(disputeFindingOperation, { finding, reason, language: language() }, page), ({ disputeFinding }) => disputeFinding);
    }
    case "remind": {
      const { order, sentOn, note } = message;
      return thenTell(ask(recordReminderOperation, { order, sentOn, note }, page), ({ recordReminder }) => recordReminder);
    }
  }

  async function thenTell<Data, Part>(asked: Promise<Answer<Data>>, part: (data: Data) => Part): Promise<Answer<Part>> {
    const answer = await asked;
    // A finding that is gone has changed, too; and what did not come back may have arrived.
    if (answer.ok || answer.code === "NOT_FOUND" || answer.code === "UNREACHABLE") await changed(fileNumber);
    return map(answer, part);
  }
}

function map<Data, Part>(answer: Answer<Data>, part: (data: Data) => Part): Answer<Part> {
  return answer.ok ? { ok: true, data: part(answer.data) } : answer;
}
