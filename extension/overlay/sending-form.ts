import type { Answer } from "../messages.js";
import { button } from "./button.js";
import { caseTexts, sendFailure } from "./case-texts.js";
import { element } from "./host.js";

/** A field with its label, and where its faults are told. */
export interface FormField {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement | HTMLTextAreaElement;
  readonly fault: HTMLElement;
}

/** What a form is made of and does. */
export interface FormParts<Data> {
  /** What screen readers call it. */
  readonly name: string;
  readonly submit: string;
  readonly fields: readonly FormField[];
  /** Stands under the fields. */
  readonly beside?: HTMLElement;
  /** The first field that can't be sent, and why; null: all can. */
  readonly faultIn: () => { readonly field: FormField; readonly text: string } | null;
  /** Null: there is nobody to send to any more. */
  readonly send: () => Promise<Answer<Data> | null>;
  readonly done: (data: Data) => void;
  readonly cancelled: () => void;
}

let fields = 0;

function labelled(label: string, input: FormField["input"], hint: string | null): FormField {
  fields += 1;
  const id = `field-${fields}`;
  const fault = element("span", { class: "fault", id: `${id}-fault`, role: "alert" });
  const hintElement = hint === null ? [] : [element("span", { class: "hint", id: `${id}-hint` }, hint)];
  input.id = id;
  input.setAttribute("aria-describedby", `${id}-hint ${id}-fault`);
  return { element: element("div", { class: "field" }, element("label", { for: id }, label), ...hintElement, input, fault), input, fault };
}

/** Where a few lines are written. What is written there may be about a person: no service outside reads along. */
export function textField(label: string, hint: string | null): FormField {
  return labelled(label, element("textarea", { rows: "2", maxlength: "2000", spellcheck: "false", autocomplete: "off" }), hint);
}

export function dateField(label: string, hint: string | null, { value = "", min = "", max = "" }): FormField {
  const input = element("input", { type: "date", autocomplete: "off", value });
  if (min !== "") input.min = min;
  if (max !== "") input.max = max;
  return labelled(label, input, hint);
}

/**
 * A form that sends once, however often its button is pressed, and keeps what was written until it has arrived. It is no
 * part of any form of the page, and never submits one.
 */
export function sendingForm<Data>(parts: FormParts<Data>): HTMLFormElement {
  const submit = element("button", { type: "submit", class: "plain main" }, parts.submit);
  const cancel = button(caseTexts.cancel, parts.cancelled);
  const outcome = element("p", { class: "fault", role: "alert" });
  const form = element(
    "form",
    { class: "answer", "aria-label": parts.name, novalidate: "", autocomplete: "off" },
    ...parts.fields.map((field) => field.element),
    ...(parts.beside ? [parts.beside] : []),
    outcome,
    element("div", { class: "actions" }, submit, cancel),
  );
  let isSending = false;
  const setSending = (sending: boolean): void => {
    isSending = sending;
    // Not disabled: that would take the keyboard away from the button.
    submit.setAttribute("aria-disabled", String(sending));
    submit.textContent = sending ? caseTexts.sending : parts.submit;
  };
  const send = async (): Promise<void> => {
    if (isSending) return;
    outcome.textContent = "";
    if (!showFault(parts)) return;
    setSending(true);
    const answer = await parts.send();
    setSending(false);
    if (answer?.ok) {
      // Done: what comes next is written anew.
      form.reset();
      parts.done(answer.data);
    } else {
      outcome.textContent = answer === null ? caseTexts.orphaned : sendFailure(answer);
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    // The panel stays: the next Escape closes it.
    event.stopPropagation();
    parts.cancelled();
  });
  return form;
}

/** Says what can't be sent, and moves the keyboard there; answers whether all can. */
function showFault<Data>({ fields: all, faultIn }: FormParts<Data>): boolean {
  const found = faultIn();
  for (const field of all) {
    const isFaulty = found?.field === field;
    field.input.setAttribute("aria-invalid", String(isFaulty));
    field.fault.textContent = isFaulty ? found.text : "";
  }
  found?.field.input.focus();
  return found === null;
}
