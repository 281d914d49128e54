import { useState } from "react";
import type { Adapter } from "../../schema/adapter/adapter.js";
import { readSaved } from "../pages/read-saved.js";
import { DropFiles } from "./drop-files.js";
import { countsOf } from "./reading.js";
import { readSavedPage, type SavedPage } from "./saved-page.js";
import { workbenchTexts } from "./texts.js";

/** The adapter held against pages that were saved on other days, in other orders, for other units. */
export function SavedPages({ adapter }: { readonly adapter: Adapter | null }) {
  const [pages, setPages] = useState<readonly SavedPage[]>([]);
  const add = async (files: readonly File[]): Promise<void> => {
    const read = await Promise.all(files.map(readSavedPage));
    setPages((before) => [...before, ...read]);
  };
  return (
    <section>
      <h2>{workbenchTexts.saved}</h2>
      <p className="hint">{workbenchTexts.savedHint}</p>
      <DropFiles onFiles={(files) => void add(files)} />
      {pages.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{workbenchTexts.file}</th>
              <th scope="col">{workbenchTexts.page}</th>
              <th scope="col">{workbenchTexts.reading}</th>
            </tr>
          </thead>
          <tbody>{pages.map((page, index) => <SavedPageRow key={index} page={page} adapter={adapter} />)}</tbody>
        </table>
      )}
      {pages.length > 0 && <button type="button" className="plain" onClick={() => setPages([])}>{workbenchTexts.remove}</button>}
    </section>
  );
}

function SavedPageRow({ page, adapter }: { readonly page: SavedPage; readonly adapter: Adapter | null }) {
  const readings = adapter === null ? [] : readSaved(page.document, [adapter], { url: page.url, frame: null });
  const counts = readings.map(countsOf).join("; ");
  const isRead = readings.some(({ rows }) => rows.some(({ key }) => key !== null));
  return (
    <tr>
      <td>{page.name}</td>
      <td>{readings.map((reading) => reading.page).join(", ") || "–"}</td>
      <td>{isRead ? counts : <em>{counts || workbenchTexts.notRecognised}</em>}</td>
    </tr>
  );
}
