import { useId, useState } from "react";
import { workbenchTexts } from "./texts.js";

/** A place for saved pages: dropped, or chosen by keyboard. */
export function DropFiles({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const id = useId();
  const [isOver, setIsOver] = useState(false);
  return (
    <div
      className={isOver ? "drop over" : "drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        onFiles([...event.dataTransfer.files]);
      }}
    >
      {workbenchTexts.drop}
      <input
        id={id}
        className="file"
        type="file"
        accept=".html,.htm,text/html"
        multiple
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <label htmlFor={id} className="plain">{workbenchTexts.chooseFile}</label>
    </div>
  );
}
