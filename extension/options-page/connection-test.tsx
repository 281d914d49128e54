import { useState } from "react";
import type { Line } from "./line.js";
import type { Surroundings } from "./surroundings.js";
import { testConnection } from "./test-connection.js";
import { reasonTexts, stepTexts, testTexts } from "./texts.js";

function LineText({ line, onCopied }: { readonly line: Line; readonly onCopied: () => void }) {
  const [address = ""] = line.about;
  return (
    <>
      {reasonTexts[line.reason](...line.about)}
      {(line.reason === "noAnswer" || line.reason === "nobodyAnswers") && <> <a href={address} target="_blank" rel="noreferrer">{testTexts.openAddress}</a></>}
      {line.step === "redirect" && (
        <> <button type="button" className="small" onClick={() => void navigator.clipboard.writeText(address).then(onCopied)}>{testTexts.copy}</button></>
      )}
    </>
  );
}

function countOf(lines: readonly Line[], state: Line["state"]): number {
  return lines.filter((line) => line.state === state).length;
}

/** Walks the way from the settings to the pages when asked, and shows what came of it. */
export function ConnectionTest({ around }: { readonly around: Surroundings }) {
  const [lines, setLines] = useState<readonly Line[] | null>(null);
  const [isRunning, setIsRunning] = useState(false);
  const [isCopied, setIsCopied] = useState(false);

  async function run(): Promise<void> {
    setIsRunning(true);
    setIsCopied(false);
    try {
      setLines(await testConnection(around));
    } finally {
      setIsRunning(false);
    }
  }

  const faults = countOf(lines ?? [], "FAULT");
  const said = isRunning ? testTexts.running : lines === null ? "" : testTexts.done(faults, countOf(lines, "NOT_TESTED"));
  return (
    <section aria-labelledby="connection-test">
      <h2 id="connection-test">{testTexts.title}</h2>
      <p>{testTexts.intro}</p>
      <div className="buttons">
        <button type="button" disabled={isRunning} onClick={() => void run()}>{testTexts.start}</button>
      </div>
      <p role="status" className={faults > 0 && !isRunning ? "notice fault" : "notice"}>{isCopied && !isRunning ? testTexts.copied : said}</p>
      {lines !== null && (
        <dl className="lines" aria-busy={isRunning}>
          {lines.map((line) => (
            <div key={line.step} className="line" data-step={line.step} data-state={line.state}>
              <dt>{stepTexts[line.step]}</dt>
              <dd><span className={`state ${line.state}`}>{testTexts.state[line.state]}</span> <LineText line={line} onCopied={() => setIsCopied(true)} /></dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
