import { type FormEvent, useEffect, useId, useState } from "react";
import { languageTag } from "./language.js";
import { askWorker } from "./messages.js";
import { optionsStyle } from "./options-style.js";
import { optionsTexts, signInFailure, viewerFailure } from "./options-texts.js";
import { gatewayAddress, issuerAddress, readSettings, saveSettings, type Settings } from "./settings.js";

/** What the page says, and whether it is bad news. */
interface Notice {
  readonly text: string;
  readonly isFault: boolean;
}

/** Whether one is signed in, and the words for it. */
interface Who extends Notice {
  readonly isSignedIn: boolean;
}

function asking(): Who {
  return { text: optionsTexts.asking, isFault: false, isSignedIn: false };
}

/** Who the gateway takes one for. */
async function askWho(): Promise<Who> {
  const viewer = await askWorker({ type: "viewer" });
  if (!viewer.ok) return { text: viewerFailure(viewer.code), isFault: viewer.code !== "UNAUTHENTICATED", isSignedIn: false };
  const { subject, roles, units } = viewer.data;
  return { text: optionsTexts.signedInAs(subject, roles, units), isFault: false, isSignedIn: true };
}

async function signIn(): Promise<Who> {
  const answer = await askWorker({ type: "signIn" });
  if (!answer.ok) return { text: signInFailure(answer.code), isFault: true, isSignedIn: false };
  const who = await askWho();
  return who.text === optionsTexts.nobody ? { text: optionsTexts.notAccepted, isFault: true, isSignedIn: true } : who;
}

async function signOut(): Promise<Who> {
  const answer = await askWorker({ type: "signOut" });
  const told = answer.ok ? "" : ` ${signInFailure(answer.code)}`;
  return { text: optionsTexts.signedOut + told, isFault: !answer.ok, isSignedIn: false };
}

interface FieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Field({ label, hint, value, onChange }: FieldProps) {
  const id = useId();
  return (
    <p>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={value}
        aria-describedby={`${id}-hint`}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
      <small id={`${id}-hint`}>{hint}</small>
    </p>
  );
}

function SignIn({ who, setWho }: { readonly who: Who; readonly setWho: (who: Who) => void }) {
  async function act(): Promise<void> {
    setWho({ ...asking(), text: who.isSignedIn ? optionsTexts.asking : optionsTexts.signingIn });
    setWho(await (who.isSignedIn ? signOut() : signIn()));
  }
  return (
    <section>
      <p role="status" className={who.isFault ? "notice fault" : "notice"}>{who.text}</p>
      <div className="buttons">
        <button type="button" className="main" onClick={() => void act()}>{who.isSignedIn ? optionsTexts.signOut : optionsTexts.signIn}</button>
      </div>
    </section>
  );
}

function Connection({ onSaved }: { readonly onSaved: () => void }) {
  const [settings, setSettings] = useState<Settings>({ gateway: "", issuer: "", clientId: "" });
  const [notice, setNotice] = useState<Notice | null>(null);
  const change = (name: keyof Settings) => (value: string) => setSettings({ ...settings, [name]: value });

  useEffect(() => void readSettings().then(setSettings), []);

  async function save(): Promise<void> {
    const [gateway, issuer, clientId] = [gatewayAddress(settings.gateway), issuerAddress(settings.issuer), settings.clientId.trim()];
    if (gateway === null || issuer === null) return setNotice({ text: optionsTexts.badAddress, isFault: true });
    if (clientId === "") return setNotice({ text: optionsTexts.badClientId, isFault: true });
    setSettings({ gateway, issuer, clientId });
    await saveSettings({ gateway, issuer, clientId });
    setNotice({ text: optionsTexts.saved, isFault: false });
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
      <Field label={optionsTexts.gateway} hint={optionsTexts.gatewayHint} value={settings.gateway} onChange={change("gateway")} />
      <Field label={optionsTexts.issuer} hint={optionsTexts.issuerHint} value={settings.issuer} onChange={change("issuer")} />
      <Field label={optionsTexts.clientId} hint={optionsTexts.clientIdHint} value={settings.clientId} onChange={change("clientId")} />
      <div className="buttons">
        <button type="submit">{optionsTexts.save}</button>
      </div>
      <p role="status" className={notice?.isFault ? "notice fault" : "notice"}>{notice?.text}</p>
    </form>
  );
}

// Plasmo asks for a default export on the extension's own pages.
export default function OptionsPage() {
  const [who, setWho] = useState<Who>(asking);
  const look = (): void => void askWho().then(setWho);

  useEffect(() => {
    document.documentElement.lang = languageTag();
    look();
  }, []);

  return (
    <main>
      <style>{optionsStyle}</style>
      <h1>{optionsTexts.title}</h1>
      <p className="intro">{optionsTexts.intro}</p>
      <SignIn who={who} setWho={setWho} />
      <Connection onSaved={look} />
      <p className="more"><a href="tabs/workbench.html" target="_blank" rel="noreferrer">{optionsTexts.workbench}</a></p>
    </main>
  );
}
