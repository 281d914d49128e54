import { type ReactNode, useId } from "react";
import type { Source } from "../settings.js";
import { settingsTexts } from "./texts.js";

/** What an element of a form needs to be named and explained. */
export interface FieldControl {
  readonly id: string;
  readonly "aria-describedby": string;
}

export interface FieldProps {
  readonly label: string;
  readonly hint: string;
  /** What the administrator sets can't be changed here. */
  readonly from: Source;
  readonly children: (control: FieldControl) => ReactNode;
}

/** A setting with its name, what it is for, and why it can't be changed where it can't. */
export function Field({ label, hint, from, children }: FieldProps) {
  const id = useId();
  return (
    <p>
      <label htmlFor={id}>{label}</label>
      {children({ id, "aria-describedby": `${id}-hint` })}
      <small id={`${id}-hint`}>
        {hint}
        {from === "POLICY" && <strong className="locked"> {settingsTexts.fromPolicy}</strong>}
      </small>
    </p>
  );
}

interface TextFieldProps extends Omit<FieldProps, "children"> {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A setting of one line. */
export function TextField({ value, onChange, ...field }: TextFieldProps) {
  return (
    <Field {...field}>
      {(control) => (
        <input {...control} value={value} readOnly={field.from === "POLICY"} spellCheck={false} autoComplete="off" onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  );
}
