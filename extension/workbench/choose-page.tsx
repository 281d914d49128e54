import { useEffect, useState } from "react";
import { DropFiles } from "./drop-files.js";
import { findOpenPages, type OpenPage } from "./open-pages.js";
import { workbenchTexts } from "./texts.js";

interface ChoosePageProps {
  readonly chosen: OpenPage | null;
  readonly onOpenPage: (page: OpenPage) => void;
  readonly onFiles: (files: readonly File[]) => void;
}

/** The pages that are open in other tabs, and a place to drop a saved one. */
export function ChoosePage({ chosen, onOpenPage, onFiles }: ChoosePageProps) {
  const [pages, setPages] = useState<readonly OpenPage[] | null>(null);
  const look = (): void => void findOpenPages().then(setPages);
  useEffect(look, []);
  return (
    <section>
      <h2>{workbenchTexts.choose}</h2>
      {pages?.length === 0 && <p className="hint">{workbenchTexts.noOpenPages}</p>}
      <ul className="pages">
        {pages?.map((page) => (
          <li key={`${page.tab} ${page.frame}`}>
            <button type="button" aria-pressed={chosen?.tab === page.tab && chosen.frame === page.frame} onClick={() => onOpenPage(page)}>
              <b>{page.title || new URL(page.url).pathname}</b>
              <small>{`${page.url} · ${workbenchTexts.frame(page.names)}`}</small>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className="plain" onClick={look}>{workbenchTexts.refresh}</button>
      <DropFiles onFiles={onFiles} />
    </section>
  );
}
