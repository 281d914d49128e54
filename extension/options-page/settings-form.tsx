import { type FormEvent, useState } from "react";
import { gatewayAddress, hostPattern, issuerAddress } from "../addresses.js";
import type { Language } from "../language.js";
import { optionsTexts } from "../options-texts.js";
import { type AllSettings, type Saved, saveSettings } from "../settings.js";
import { Field, TextField } from "./field.js";
import { settingsTexts } from "./texts.js";

/** What stands in the form: text, until it is saved. */
interface Typed {
  readonly gateway: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly hosts: string;
  /** Empty: the browser's. */
  readonly language: Language | "";
}

interface Notice {
  /** In the language of the moment when it is drawn: saving may have changed it. */
  readonly say: () => string;
  readonly isFault: boolean;
}

function typedOf({ gateway, issuer, clientId, hosts, language }: AllSettings): Typed {
  return {
    gateway: gateway.value,
    issuer: issuer.value,
    clientId: clientId.value,
    hosts: hosts.value.join("\n"),
    language: language.from === "BROWSER" ? "" : language.value,
  };
}

type ToSave = Parameters<typeof saveSettings>[0];

/** What is to be saved of what was typed, or the words for why it can't be. */
function read(typed: Typed, settings: AllSettings): ToSave | (() => string) {
  const [gateway, issuer, clientId] = [gatewayAddress(typed.gateway), issuerAddress(typed.issuer), typed.clientId.trim()];
  if (gateway === null || issuer === null) return () => optionsTexts.badAddress;
  if (clientId === "") return () => optionsTexts.badClientId;
  const hosts: string[] = [];
  for (const line of typed.hosts.split("\n").filter((one) => one.trim() !== "")) {
    const host = hostPattern(line);
    if (host === null) return () => settingsTexts.badHost(line.trim());
    hosts.push(host);
  }
  const all: ToSave = { gateway, issuer, clientId, hosts: hosts.length === 0 ? null : [...new Set(hosts)], language: typed.language || null };
  // What the administrator sets is not made the user's own: it must be gone here when it is gone there.
  return Object.fromEntries(Object.entries(all).filter(([name]) => settings[name as keyof Saved].from !== "POLICY"));
}

/** What was saved, as the form shows it: an address may have been cut to its origin, a host made a pattern. */
function shown({ gateway, issuer, clientId, hosts }: ToSave): Partial<Typed> {
  return { ...(gateway && { gateway }), ...(issuer && { issuer }), ...(clientId && { clientId }), ...(hosts && { hosts: hosts.join("\n") }) };
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
    const toSave = read(typed, settings);
    if (typeof toSave === "function") return setNotice({ say: toSave, isFault: true });
    await saveSettings(toSave);
    setTyped({ ...typed, ...shown(toSave) });
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
