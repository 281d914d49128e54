import type { AskUntilGone } from "../messages.js";
import type { Finding, Reminder } from "../operations/overlay.js";
import { caseTexts } from "./case-texts.js";
import { letterCopy } from "./letter-copy.js";
import { dateField, sendingForm, textField } from "./sending-form.js";

/** Whose case it is, and where it is answered from. */
export interface CasePlace {
  readonly ask: AskUntilGone;
  readonly fileNumber: string;
  /** The page, as the access log has it. */
  readonly page: string;
  /** The gateway's today, `YYYY-MM-DD`. */
  readonly today: string;
}

/** What happens with an answer to a finding. */
export interface FormEnds<Data> {
  readonly done: (data: Data) => void;
  readonly cancelled: () => void;
}

export function acknowledgeForm({ id, kind, title }: Finding, { ask, fileNumber, page, today }: CasePlace, ends: FormEnds<Finding>): HTMLFormElement {
  const note = textField(caseTexts.note, caseTexts.noteHint);
  const until = dateField(caseTexts.until, kind === "DELEGATION" ? caseTexts.untilHintOfDelegation : caseTexts.untilHint, { min: today });
  return sendingForm({
    name: caseTexts.acknowledgeOf(title), submit: caseTexts.acknowledge, fields: [note, until], ...ends,
    faultIn: () => {
      if (note.input.value.trim() === "") return { field: note, text: caseTexts.writeNote };
      return until.input.value !== "" && until.input.value < today ? { field: until, text: caseTexts.untilPassed(today) } : null;
    },
    send: () => ask({ type: "acknowledge", finding: id, until: until.input.value || null, note: note.input.value.trim(), fileNumber, page }),
  });
}

export function disputeForm({ id, title }: Finding, { ask, fileNumber, page }: CasePlace, ends: FormEnds<Finding>): HTMLFormElement {
  const reason = textField(caseTexts.reason, caseTexts.reasonHint);
  return sendingForm({
    name: caseTexts.disputeOf(title), submit: caseTexts.save, fields: [reason], ...ends,
    faultIn: () => (reason.input.value.trim() === "" ? { field: reason, text: caseTexts.writeReason } : null),
    send: () => ask({ type: "dispute", finding: id, reason: reason.input.value.trim(), fileNumber, page }),
  });
}

export function remindForm(order: string, { ask, fileNumber, page, today }: CasePlace, ends: FormEnds<Reminder>): HTMLFormElement {
  const sentOn = dateField(caseTexts.sentOn, null, { value: today, max: today });
  const note = textField(caseTexts.noteOptional, caseTexts.noteHint);
  return sendingForm({
    name: caseTexts.remindOf(order), submit: caseTexts.record, fields: [sentOn, note], ...ends,
    beside: letterCopy(() => ask({ type: "reminderText", order, fileNumber, page })),
    faultIn: () => (sentOn.input.value === "" || sentOn.input.value > today ? { field: sentOn, text: caseTexts.sentLater(today) } : null),
    send: () => ask({ type: "remind", order, sentOn: sentOn.input.value, note: note.input.value.trim() || null, fileNumber, page }),
  });
}
