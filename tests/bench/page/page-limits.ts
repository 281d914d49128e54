/** What was measured of a list of one family, at one speed of the processor. */
export interface MeasuredList {
  readonly drawing: { readonly longestTaskMs: number; readonly longestTaskCpuMs: number; readonly cpuMs: number };
  /** Of the page with the extension only what comes after the page was read to its end; without it, all of it. */
  readonly loading: { readonly longestTaskMs: number; readonly withoutMs: number };
  readonly layoutShift: { readonly added: number; readonly without: number };
  readonly idle?: { readonly seconds: number; readonly mainThreadMs: number; readonly withoutMs: number };
  readonly badgesAfterAnswerMs: number;
  readonly requests: Requests;
}

export interface Requests {
  readonly keys: number;
  readonly asked: number;
  /** One for each 200 keys. */
  readonly most: number;
}

export interface MeasuredPage {
  readonly paraply: MeasuredList;
  readonly vardweb: MeasuredList;
  readonly throttledFourfold: { readonly paraply: MeasuredList; readonly vardweb: MeasuredList };
  readonly fourFrames: { readonly sameList: Requests; readonly quarters: Requests };
  readonly contentScript: { readonly gzipBytes: number };
}

/** What a figure may be at most. */
export interface Limit {
  readonly what: string;
  readonly is: number;
  readonly most: number;
}

/** From here on a person notices that the page stands still; a computer of a quarter of the speed is given four times as much. */
const LONGEST_TASK_MS = 50;
const LONGEST_TASK_THROTTLED_MS = 200;
const MOST_SHIFT = 0.02;
const MOST_IDLE_MS = 10;
const BADGES_WITHIN_MS = 150;
const MOST_BYTES = 40_000;

function limitsOfList(name: string, list: MeasuredList, longestTaskMs: number): Limit[] {
  return [
    { what: `${name}: longest task while drawing, ms`, is: list.drawing.longestTaskMs, most: longestTaskMs },
    { what: `${name}: longest task after the page was read, ms`, is: list.loading.longestTaskMs, most: longestTaskMs },
    { what: `${name}: layout shift beyond the page's own`, is: list.layoutShift.added, most: MOST_SHIFT },
    ...(list.idle ? [{ what: `${name}: main thread while idle, ms`, is: list.idle.mainThreadMs, most: MOST_IDLE_MS }] : []),
    { what: `${name}: questions`, is: list.requests.asked, most: list.requests.most },
  ];
}

/** Every figure with what it may be. */
export function limitsOf({ paraply, vardweb, throttledFourfold, fourFrames, contentScript }: MeasuredPage): Limit[] {
  return [
    ...Object.entries({ paraply, vardweb }).flatMap(([name, list]) => [
      ...limitsOfList(name, list, LONGEST_TASK_MS),
      { what: `${name}: last badge after the answer, ms`, is: list.badgesAfterAnswerMs, most: BADGES_WITHIN_MS },
    ]),
    ...Object.entries(throttledFourfold).flatMap(([name, list]) => limitsOfList(`${name}, a quarter of the speed`, list, LONGEST_TASK_THROTTLED_MS)),
    ...Object.entries(fourFrames).map(([name, { asked, most }]) => ({ what: `four frames, ${name}: questions`, is: asked, most })),
    { what: "page script, bytes of gzip", is: contentScript.gzipBytes, most: MOST_BYTES },
  ];
}
