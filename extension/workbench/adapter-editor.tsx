import { useId } from "react";
import type { ReadAdapter } from "./adapter-text.js";
import { adviceText, problemText, workbenchTexts } from "./texts.js";

interface AdapterEditorProps {
  readonly text: string;
  readonly read: ReadAdapter;
  readonly onChange: (text: string) => void;
}

/** The YAML, what is wrong with it and what to think of. */
export function AdapterEditor({ text, read, onChange }: AdapterEditorProps) {
  const id = useId();
  return (
    <section>
      <h2 id={`${id}-title`}>{workbenchTexts.adapter}</h2>
      <p className="hint" id={`${id}-hint`}>{workbenchTexts.adapterHint}</p>
      <textarea
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-hint`}
        value={text}
        rows={Math.min(24, text.split("\n").length + 1)}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
      <div role="status">
        {read.adapter === null ? (
          <div className="notice fault">
            {workbenchTexts.refused}
            <ul>{read.problems.map((problem, index) => <li key={index}>{problemText(problem)}</li>)}</ul>
          </div>
        ) : (
          <div className="notice">
            {workbenchTexts.accepted}
            {read.advice.length > 0 && (
              <>
                {" "}
                {workbenchTexts.advice}
                <ul>{read.advice.map(({ line, path, weakness }) => <li key={path.join()}>{workbenchTexts.line(line, adviceText(path.slice(2).join("/"), weakness))}</li>)}</ul>
              </>
            )}
          </div>
        )}
      </div>
    </section>
  );
}
