import { act, createElement } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, expect, it, vi } from "vitest";
import { type Language, useLanguage } from "../../../extension/language.js";
import { AdapterEditor } from "../../../extension/workbench/adapter-editor.js";
import { readAdapterText } from "../../../extension/workbench/adapter-text.js";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

/** Both languages of each area of texts, as the modules make them. */
const made = vi.hoisted(() => [] as { readonly swedish: object; readonly english: object }[]);
vi.mock("../../../extension/language.js", async (original) => {
  const language = await original<typeof import("../../../extension/language.js")>();
  return {
    ...language,
    inBoth: (swedish: object, english: object): object => {
      made.push({ swedish, english });
      return language.inBoth(swedish, english);
    },
  };
});

const modules = (import.meta as unknown as { readonly glob: (patterns: readonly string[], how: object) => Readonly<Record<string, unknown>> })
  .glob(["../../../extension/*texts.ts", "../../../extension/*/*texts.ts"], { eager: true });

/** What texts that are functions may be called with: each is called with all of these that it takes. */
const FIELDS = {
  by: "NIHA13", on: "2022-11-30", sentOn: "2022-11-30", id: "a", version: "1", validFrom: "2022-01-01", dueOn: "2022-11-10", overdueDays: 20,
  clients: 2, decisions: 3, findings: 4, critical: 1, basis: "PRICE_LIST", month: "2022-11", amount: 100, rows: 9, byPart: {}, withoutKey: 1, waiting: 0,
  performedHours: 1.5, orderedHours: 2, until: null, note: null, reason: null, validTo: null, endedOn: null, dataFrom: null,
};
const TOLD = { ...FIELDS, overdueDays: null, basis: "CARE_COST", until: "2022-12-24", note: "x", reason: "x", validTo: "2022-12-31", dataFrom: "2022-11-30" };
const DAY = new Date("2022-11-30T09:05:00");
const ARGUMENTS: readonly (readonly unknown[])[] = [
  [1, 1, 1], [3, 4, 5], [3, DAY], ["2022-11-30", "2022-12-24", "x"], ["2022-11-30", null], ["2022-11", 2], [["a", "b"], ["c"]], [[], []], ["a", ["CASEWORKER"], ["x", "y"]],
  [DAY, DAY], [new Date("2022-11-29T09:05:00"), DAY], [FIELDS], [TOLD], [null], ["GATEWAY"], ["ISSUER"], ["CASEWORKER", "x"], ["LATE", 1], ["PLAN_MISSING", 2],
];

interface Told {
  readonly path: string;
  readonly swedish: string;
  readonly english: string;
}

/** Every text of an area in both languages, those of functions and groups too. Functions that take nothing of the above have none. */
function toldIn(path: string, swedish: unknown, english: unknown): Told[] {
  if (typeof swedish === "string" && typeof english === "string") return [{ path, swedish, english }];
  if (typeof swedish === "function" && typeof english === "function") {
    return ARGUMENTS.flatMap((given) => toldIn(path, called("SV", swedish, given), called("EN", english, given)));
  }
  if (typeof swedish !== "object" || typeof english !== "object" || swedish === null || english === null) return [];
  return Object.keys(swedish).flatMap((name) => toldIn(`${path}.${name}`, (swedish as never)[name], (english as never)[name]));
}

/** Texts of one area are made of those of others. */
function called(language: Language, text: CallableFunction, given: readonly unknown[]): unknown {
  useLanguage(language);
  try {
    return Reflect.apply(text as (...given: unknown[]) => unknown, null, given);
  } catch {
    return null;
  }
}

function functionsIn(path: string, texts: object): string[] {
  return Object.entries(texts).flatMap(([name, text]: [string, unknown]) =>
    typeof text === "function" ? [`${path}.${name}`] : typeof text === "object" && text !== null ? functionsIn(`${path}.${name}`, text) : []);
}

/** What is the same in both: names, terms of the trade that both have, and what is built of arguments alone. */
const SAME: ReadonlySet<string> = new Set([
  // The product, and keys as keyboards have them.
  ".title Överblick", ".name Överblick", ".keys.0.0 N", ".keys.3.0 Enter",
  // The same word in both languages.
  ".DELEGATION Delegation", ".CONTROLLER controller", ".INTEGRATION integration", ".state.OK OK", ".version Version", ".monthLetter N",
]);

const areas = made.map(({ swedish, english }) => ({ name: Object.keys(swedish).slice(0, 3).join(), swedish, told: toldIn("", swedish, english) }));
useLanguage("SV");

afterEach(() => useLanguage("SV"));

it("all modules of texts are looked at", () => {
  expect(Object.keys(modules).map((path) => path.replace("../../../extension/", "")).sort()).toEqual([
    "connection-texts.ts", "counter-texts.ts", "options-page/texts.ts", "options-texts.ts", "overlay/case-texts.ts", "overlay/form-texts.ts",
    "overlay/list-texts.ts", "texts.ts", "workbench/texts.ts", "worklist/texts.ts",
  ]);
});

it.each(areas)("every text that is a function is called in $name …", ({ swedish, told }) => {
  const heard = new Set(told.map(({ path }) => path));
  expect(functionsIn("", swedish).filter((path) => ![...heard].some((each) => each === path || each.startsWith(`${path}.`)))).toEqual([]);
});

it.each(areas)("no text is the same in both languages in $name …", ({ told }) => {
  const paths = [...new Set(told.map(({ path }) => path))];
  const same = paths.flatMap((path) => {
    const texts = told.filter((each) => each.path === path);
    return texts.every(({ swedish, english }) => swedish === english) ? [`${path} ${texts[0]!.english}`] : [];
  });
  expect(same.filter((text) => !SAME.has(text))).toEqual([]);
});

it.each(areas)("no English has a Swedish letter in $name …", ({ told }) => {
  expect(told.filter(({ english }) => /[åäö]/i.test(english.replaceAll(/Överblick|Försäkringskassan/g, ""))).map(({ path, english }) => `${path}: ${english}`)).toEqual([]);
});

it("the workbench's advice is in English as the rest of it", () => {
  useLanguage("EN");
  const text = [
    "system: x", "title: X", 'hosts: ["https://x.example.se/*"]', "version: 1", "pages:", "  - id: list", "    kind: list", "    match: { has: table }",
    '    rows: "table tr"', '    key: { select: "td:nth-child(2)", as: fileNumber, pattern: "^(\\\\d{6}-\\\\d)$" }', "    badge: { column: Namn, place: append }",
  ].join("\n");
  document.body.innerHTML = "<div id=root></div>";
  const root = createRoot(document.getElementById("root")!);
  act(() => root.render(createElement(AdapterEditor, { text, read: readAdapterText(text), onChange: () => undefined })));
  expect([...document.querySelectorAll(".notice li")].map(({ textContent }) => textContent)).toEqual([
    "Line 10: key/select is found by its place. If a column moves, something else is found; rather use the heading's text (column).",
  ]);
  act(() => root.unmount());
});
