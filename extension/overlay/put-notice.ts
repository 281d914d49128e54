import type { FormReading } from "../pages/read-form.js";
import type { Notice } from "./notice.js";
import { noticePlace, type NoticePlace } from "./notice-place.js";

/**
 * Puts a notice where the adapter says, for the order in which a screen reader goes; where it is seen is another thing
 * ({@link placeNotice}). If the form would be read otherwise with it there, or no place is named, it goes to the page's end.
 */
export function putNotice(host: HTMLElement, { notice }: FormReading, read: () => FormReading): void {
  const { body } = host.ownerDocument;
  if (host.isConnected && (host.parentNode === body || isAt(host, notice))) return;
  if (notice === null) {
    body.append(host);
    return;
  }
  const before = JSON.stringify(valuesOf(read()));
  notice.element[notice.place](host);
  if (JSON.stringify(valuesOf(read())) !== before) body.append(host);
}

function isAt(host: HTMLElement, notice: FormReading["notice"]): boolean {
  if (notice === null) return false;
  const isInside = notice.place === "append" || notice.place === "prepend";
  return host.parentNode === (isInside ? notice.element : notice.element.parentNode);
}

/** What a reading says, without the elements that it was read from. */
function valuesOf({ key, fields }: FormReading): unknown {
  return [key, Object.entries(fields).map(([name, field]) => [name, field.state, field.state === "READ" ? field.value : null])];
}

/** Has a notice stand beside its form, as {@link noticePlace} chooses. */
export function placeNotice(notice: Notice, { fields }: FormReading): NoticePlace["where"] {
  const document = notice.host.ownerDocument;
  const range = document.createRange();
  const rows = Object.values(fields).flatMap((field) => {
    if (!("element" in field)) return [];
    // What belongs to a field, such as "timmar/månad" behind it, stands in its row.
    range.selectNodeContents(field.element.closest("tr") ?? field.element.parentElement ?? field.element);
    return [range.getBoundingClientRect()];
  });
  const { clientWidth, clientHeight } = document.documentElement;
  const place = noticePlace({
    form: { right: Math.max(...rows.map(({ right }) => right)), top: Math.min(...rows.map(({ top }) => top)) },
    // In quirks mode the root is as high as the page: the window is what is seen.
    frame: { width: clientWidth, height: Math.min(clientHeight, innerHeight) },
  });
  notice.place(place);
  return place.where;
}
