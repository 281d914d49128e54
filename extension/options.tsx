import { type FormEvent, useEffect, useId, useState } from "react";
import { askWorker } from "./messages.js";
import { optionsStyle } from "./options-style.js";
import { gatewayAddress, readSettings, saveSettings } from "./settings.js";
import { optionsTexts, testFailure } from "./texts.js";

/** What the page last said, and whether it is bad news. */
interface Notice {
  readonly text: string;
  readonly isFault: boolean;
}

async function testConnection(): Promise<Notice> {
  const viewer = await askWorker({ type: "viewer" });
  if (!viewer.ok) return { text: testFailure(viewer.code), isFault: true };
  const { subject, roles, units } = viewer.data;
  return { text: optionsTexts.signedInAs(subject, roles, units), isFault: false };
}

interface FieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** A token is long and secret: it gets several lines, and the browser must not remember it. */
  readonly isToken?: boolean;
}

function Field({ label, hint, value, onChange, isToken = false }: FieldProps) {
  const id = useId();
  const shared = {
    id,
    value,
    "aria-describedby": `${id}-hint`,
    spellCheck: false,
    autoComplete: "off",
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return (
    <p>
      <label htmlFor={id}>{label}</label>
      {isToken ? <textarea rows={5} {...shared} /> : <input type="url" {...shared} />}
      <small id={`${id}-hint`}>{hint}</small>
    </p>
  );
}

// Plasmo asks for a default export on the extension's own pages.
export default function OptionsPage() {
  const [gateway, setGateway] = useState("");
  const [token, setToken] = useState("");
  const [notice, setNotice] = useState<Notice | null>(null);

  useEffect(() => {
    document.documentElement.lang = "sv";
    void readSettings().then((settings) => {
      setGateway(settings.gateway);
      setToken(settings.token ?? "");
    });
  }, []);

  /** Saves what stands in the fields; false when the address is none. */
  async function save(): Promise<boolean> {
    const address = gatewayAddress(gateway);
    if (address === null) {
      setNotice({ text: optionsTexts.badAddress, isFault: true });
      return false;
    }
    setGateway(address);
    await saveSettings({ gateway: address, token: token.trim() === "" ? null : token.trim() });
    setNotice({ text: token.trim() === "" ? optionsTexts.savedSignedOut : optionsTexts.saved, isFault: false });
    return true;
  }

  async function saveAndTest(): Promise<void> {
    if (!(await save())) return;
    setNotice({ text: optionsTexts.testing, isFault: false });
    setNotice(await testConnection());
  }

  return (
    <main>
      <style>{optionsStyle}</style>
      <h1>{optionsTexts.title}</h1>
      <p className="intro">{optionsTexts.intro}</p>
      <form
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field label={optionsTexts.gateway} hint={optionsTexts.gatewayHint} value={gateway} onChange={setGateway} />
        <Field label={optionsTexts.token} hint={optionsTexts.tokenHint} value={token} onChange={setToken} isToken />
        <div className="buttons">
          <button type="submit">{optionsTexts.save}</button>
          <button type="button" onClick={() => void saveAndTest()}>{optionsTexts.test}</button>
        </div>
      </form>
      <p role="status" className={notice?.isFault ? "notice fault" : "notice"}>{notice?.text}</p>
    </main>
  );
}
