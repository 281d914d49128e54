import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BadgePage, DecisionFormPage, KeySource } from "../../../schema/adapter/adapter.js";
import { readForm } from "../../../extension/pages/read-form.js";
import { readPage } from "../../../extension/pages/read-page.js";

/** Ways in which a cell shows a number, and how an adapter reads the second cell of a row. */
const WAYS: Readonly<Record<string, { readonly cell: (number: string) => string; readonly key: Pick<KeySource, "select" | "attribute"> }>> = {
  text: { cell: (number) => `<td>${number}</td>`, key: { select: "td:nth-child(2)" } },
  link: { cell: (number) => `<td><a data-nr="${number}">visa</a></td>`, key: { select: "td:nth-child(2) a", attribute: "data-nr" } },
  field: { cell: (number) => `<td><input value="${number}"></td>`, key: { select: "td:nth-child(2) input", attribute: "value" } },
};
const KINDS = {
  fileNumber: { numbers: fc.tuple(fc.integer({ min: 100_000, max: 999_999 }), fc.nat(9)).map(([number, check]) => `${number}-${check}`), pattern: "(\\d{6}-\\d)" },
  personalNumber: { numbers: fc.tuple(fc.integer({ min: 19_200_101, max: 20_221_231 }), fc.integer({ min: 1_000, max: 9_999 }), fc.constantFrom("", "-", " ")).map(([date, end, sign]) => `${date}${sign}${end}`), pattern: "(\\d{8}[ -]?\\d{4})" },
} as const;
const OTHERS = ["<td>Ek, Ada</td>", "<td>2022-11-30</td>", "<td>HALAO1</td>"];
const BADGE = { select: "tr", place: "after" } as const;

type Kind = BadgePage["kind"] | DecisionFormPage["kind"];

/** What is read of a page whose only row has these cells; "" for no key. */
function read(kind: Kind, cells: readonly string[], source: KeySource): string {
  document.body.innerHTML = `<table><tr>${cells.join("")}</tr></table>`;
  const page = { id: "page", match: {}, key: source };
  const key = kind === "decision-form" ? readForm(document, { ...page, kind, fields: {} }).key : readPage(document, kind === "case" ? { ...page, kind, badge: BADGE } : { ...page, kind, rows: "tr", badge: BADGE })[0]?.key;
  return Object.values(key ?? {}).join("");
}

describe.each(Object.keys(WAYS))("a number found by position in a %s", (way) => {
  const { cell, key } = WAYS[way]!;
  describe.each(["fileNumber", "personalNumber"] as const)("that is a %s", (as) => {
    const { numbers, pattern } = KINDS[as];
    const plain = (number: string): string => (as === "personalNumber" ? number.replace(/[ -]/, "") : number);
    describe.each([["with a pattern", { ...key, as, pattern }], ["without a pattern", { ...key, as }]] as const)("%s", (_, source) => {
      it.each(["list", "case", "decision-form"] as const)("is never another person's on a %s page, wherever the columns have moved", (kind) => {
        fc.assert(fc.property(fc.uniqueArray(numbers, { minLength: 2, maxLength: 2, selector: plain }), fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), ([client, guardian], order) => {
          const cells = [cell(client!), cell(guardian!), ...OTHERS];
          expect(read(kind, order.map((at) => cells[at]!), source)).not.toBe(plain(guardian!));
        }), { numRuns: 30 });
      });

      it.each(["list", "case", "decision-form"] as const)("is the client's on a %s page where it stands alone", (kind) => {
        fc.assert(fc.property(numbers, (client) => {
          expect(read(kind, [OTHERS[0]!, cell(client), OTHERS[1]!, OTHERS[2]!], source)).toBe(plain(client));
        }), { numRuns: 10 });
      });
    });
  });
});
