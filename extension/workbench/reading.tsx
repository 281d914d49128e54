import type { SavedReading } from "../pages/saved-reading.js";
import { doubtText, keyTextOf, placeText, workbenchTexts } from "./texts.js";

/** Rows that are shown one by one. */
const SHOWN_ROWS = 6;

/** "25 rader, 25 med nummer, 25 med plats för märket" */
export function countsOf({ rows }: SavedReading): string {
  return workbenchTexts.counts(rows.length, rows.filter(({ key }) => key !== null).length, rows.filter(({ place }) => place !== null).length);
}

/** How the pages of an adapter read a document, row by row. */
export function Reading({ readings }: { readonly readings: readonly SavedReading[] }) {
  if (readings.length === 0) return <p className="notice fault">{workbenchTexts.noMatch}</p>;
  return (
    <>
      {readings.map((reading) => (
        <div key={`${reading.system} ${reading.page}`}>
          <p className={reading.rows.some(({ key, place }) => key !== null && place !== null) ? "notice" : "notice fault"} role="status">
            <b>{reading.page}</b>: {countsOf(reading)}
          </p>
          <table>
            <thead>
              <tr>
                <th scope="col">{workbenchTexts.rowNumber}</th>
                <th scope="col">{workbenchTexts.number}</th>
                <th scope="col">{workbenchTexts.place}</th>
              </tr>
            </thead>
            <tbody>
              {reading.rows.slice(0, SHOWN_ROWS).map(({ key, doubt, place }, index) => (
                <tr key={index}>
                  <td>{index + 1}</td>
                  <td>{key === null ? <em>{doubtText(doubt)}</em> : keyTextOf(key)}</td>
                  <td>{place === null ? <em>{workbenchTexts.noPlace}</em> : placeText(place)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {reading.rows.length > SHOWN_ROWS && <p className="hint">{workbenchTexts.more(reading.rows.length - SHOWN_ROWS)}</p>}
        </div>
      ))}
    </>
  );
}
