import { type FormEvent, useState } from "react";
import { optionsTexts } from "../options-texts.js";
import { type AllSettings, saveSettings } from "../settings.js";
import { Field, TextField } from "./field.js";
import { settingsTexts } from "./texts.js";
import { settingsToSave, shownOf, type Typed, typedOf } from "./typed-settings.js";

interface Notice {
  /** In the language of the moment when it is drawn: saving may have changed it. */
  readonly say: () => string;
  readonly isFault: boolean;
}

export interface SettingsFormProps {
  readonly settings: AllSettings;
  /** Match patterns that the build names. */
  readonly hostsOfBuild: readonly string[];
  readonly onSaved: () => void;
}

/** The settings, with those locked that the administrator has set. */
export function SettingsForm({ settings, hostsOfBuild, onSaved }: SettingsFormProps) {
  const [typed, setTyped] = useState<Typed>(() => typedOf(settings));
  const [notice, setNotice] = useState<Notice | null>(null);
  const change = (name: keyof Typed) => (value: string): void => setTyped({ ...typed, [name]: value });

  async function save(): Promise<void> {
    const toSave = settingsToSave(typed, settings);
    if (typeof toSave === "function") return setNotice({ say: toSave, isFault: true });
    await saveSettings(toSave);
    setTyped({ ...typed, ...shownOf(toSave) });
    setNotice({ say: () => optionsTexts.saved, isFault: false });
    onSaved();
  }

  return (
    <form
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{optionsTexts.connection}</h2>
      {settings.policyFaults.length > 0 && <p className="notice fault">{settingsTexts.policyFaults(settings.policyFaults.join(", "))}</p>}
      <TextField label={optionsTexts.gateway} hint={optionsTexts.gatewayHint} from={settings.gateway.from} value={typed.gateway} onChange={change("gateway")} />
      <TextField label={optionsTexts.issuer} hint={optionsTexts.issuerHint} from={settings.issuer.from} value={typed.issuer} onChange={change("issuer")} />
      <TextField label={optionsTexts.clientId} hint={optionsTexts.clientIdHint} from={settings.clientId.from} value={typed.clientId} onChange={change("clientId")} />
      <Field label={settingsTexts.hosts} hint={`${settingsTexts.hostsHint} ${hostsOfBuild.join(", ") || settingsTexts.noneBuilt}.`} from={settings.hosts.from}>
        {(control) => (
          <textarea {...control} rows={3} value={typed.hosts} readOnly={settings.hosts.from === "POLICY"} spellCheck={false} onChange={(event) => change("hosts")(event.target.value)} />
        )}
      </Field>
      <Field label={settingsTexts.language} hint="" from={settings.language.from}>
        {(control) => (
          <select {...control} value={typed.language} disabled={settings.language.from === "POLICY"} onChange={(event) => change("language")(event.target.value)}>
            <option value="">{settingsTexts.browserLanguage}</option>
            <option value="SV" lang="sv">Svenska</option>
            <option value="EN" lang="en">English</option>
          </select>
        )}
      </Field>
      <div className="buttons">
        <button type="submit">{optionsTexts.save}</button>
      </div>
      <p role="status" className={notice?.isFault ? "notice fault" : "notice"}>{notice?.say()}</p>
    </form>
  );
}
