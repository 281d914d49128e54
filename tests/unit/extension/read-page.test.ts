import { describe, expect, it } from "vitest";
import type { BadgePage, CasePage, ListPage } from "../../../schema/adapter/adapter.js";
import { readPage } from "../../../extension/pages/read-page.js";

const BY_HEADER: ListPage = {
  kind: "list",
  id: "list",
  match: {},
  rows: "table.lista tr:has(td)",
  key: { column: "Aktnr", as: "fileNumber", pattern: "(\\d{6}-\\d)" },
  badge: { column: "Namn", place: "append" },
};

const BY_SELECTOR: ListPage = {
  ...BY_HEADER,
  rows: "tr",
  key: { select: "td:nth-child(1)", as: "fileNumber", pattern: "(\\d{6}-\\d)" },
  badge: { select: "td:nth-child(2)", place: "append" },
};

/** Keys of the rows with the text of the element that their badge goes into: "103879-5 > Ek, Ada". */
function read(html: string, page: BadgePage): string[] {
  document.body.innerHTML = html;
  return readPage(document, page).map(({ key, place }) => {
    const number = key === null ? "–" : "fileNumber" in key ? key.fileNumber : key.personalNumber;
    return `${number} > ${place?.element.textContent.trim() ?? "–"}`;
  });
}

describe("columns by header text", () => {
  it("are found wherever they stand", () => {
    expect(read("<table class=lista><tr><th>Namn<th>Enhet<th>Aktnr<tr><td>Ek, Ada<td>HALAO1<td>103879-5</table>", BY_HEADER)).toEqual(["103879-5 > Ek, Ada"]);
  });

  it("are found with sort arrows and line breaks in the header", () => {
    expect(read("<table class=lista><tr><th><a>\n AKTNR </a> ▲<th>Namn:<tr><td>103879-5<td>Ek, Ada</table>", BY_HEADER)).toEqual(["103879-5 > Ek, Ada"]);
  });

  it("count the columns that a cell spans", () => {
    expect(read("<table class=lista><tr><th colspan=2>Val<th>Aktnr<th>Namn<tr><td><td><td>103879-5<td>Ek, Ada</table>", BY_HEADER)).toEqual(["103879-5 > Ek, Ada"]);
  });

  it("count the cells that reach down from rows above", () => {
    const html = "<table class=lista><tr><th>Enhet<th>Aktnr<th>Namn<tr><td rowspan=2>HALAO1<td>103879-5<td>Ek, Ada<tr><td>104869-6<td>Lind, Bo</table>";
    expect(read(html, BY_HEADER)).toEqual(["103879-5 > Ek, Ada", "104869-6 > Lind, Bo"]);
  });

  it("are found under a header of two rows", () => {
    const html = "<table class=lista><tr><th rowspan=2>Aktnr<th colspan=2>Klient<tr><th>Namn<th>Född<tr><td>103879-5<td>Ek, Ada<td>1971</table>";
    expect(read(html, BY_HEADER)).toEqual(["103879-5 > Ek, Ada"]);
  });

  it("are found when the header is made of ordinary cells, which are no row", () => {
    expect(read("<table class=lista><tr><td>Aktnr<td>Namn<tr><td>103879-5<td>Ek, Ada</table>", BY_HEADER)).toEqual(["103879-5 > Ek, Ada"]);
  });

  it("are found above a header of header cells, where a system repeats its header in another way", () => {
    const html = "<table class=lista><tr><td>Aktnr<td>Namn<tr><td>103879-5<td>Ek, Ada<tr><th>Namn<th>Aktnr<tr><td>Lind, Bo<td>104869-6</table>";
    expect(read(html, BY_HEADER)).toEqual(["103879-5 > Ek, Ada", "104869-6 > Lind, Bo"]);
  });

  it("are not taken from a value that reads like a header", () => {
    const html = "<table class=lista><tr><th>Aktnr<th>Namn<tr><td>Namn<td>Aktnr<tr><td>103879-5<td>Ek, Ada</table>";
    expect(read(html, BY_HEADER)).toEqual(["– > Aktnr", "103879-5 > Ek, Ada"]);
  });

  it("give nothing when two columns have the same header", () => {
    expect(read("<table class=lista><tr><th>Aktnr<th>Aktnr<th>Namn<tr><td>103879-5<td>104869-6<td>Ek, Ada</table>", BY_HEADER)).toEqual(["– > –"]);
  });

  it("give nothing when the column is gone", () => {
    expect(read("<table class=lista><tr><th>Akt<th>Namn<tr><td>103879-5<td>Ek, Ada</table>", BY_HEADER)).toEqual(["– > –"]);
  });

  it("can be narrowed by a selector in the cell", () => {
    const page: ListPage = { ...BY_HEADER, key: { column: "Aktnr", select: "a", attribute: "href", as: "fileNumber", pattern: "akt=(\\d{6}-\\d)" } };
    expect(read('<table class=lista><tr><th>Aktnr<th>Namn<tr><td><a href="/visa?akt=103879-5&x=1">visa</a><td>Ek, Ada</table>', page)).toEqual(["103879-5 > Ek, Ada"]);
  });
});

describe("tables in tables", () => {
  const inner = "<table class=lista><tr><th>Aktnr<th>Namn<tr><td>103879-5<td>Ek, Ada<tr><td>104869-6<td>Lind, Bo</table>";

  it("give the rows of the inner table, not those of the layout around it", () => {
    expect(read(`<table class=lista><tr><td>Meny<td>${inner}</table>`, BY_HEADER)).toEqual(["103879-5 > Ek, Ada", "104869-6 > Lind, Bo"]);
  });

  it("give the rows of the inner table by selector", () => {
    expect(read(`<table><tr><td>${inner}<td>Meny</table>`, BY_SELECTOR)).toContain("103879-5 > Ek, Ada");
    expect(read(`<table><tr><td>${inner}<td>Meny</table>`, BY_SELECTOR).filter((row) => row.includes("Meny"))).toEqual([]);
  });

  it("do not take the number of another person in a table inside the row", () => {
    const html = "<table class=lista><tr><th>Aktnr<th>Namn<th>Anhörig<tr><td>103879-5<td>Ek, Ada<td><table class=lista><tr><td>104869-6</table></table>";
    expect(read(html, BY_HEADER)).toEqual(["103879-5 > Ek, Ada"]);
  });

  it("do not take it by selector either, when the row's own cell is empty", () => {
    const html = "<table><tr><td></td><td>Ek, Ada <table class=x><tr><td>104869-6<td>Lind, Bo</table></td></tr></table>";
    expect(read(html, { ...BY_SELECTOR, rows: "body > table > tbody > tr" })).toEqual(["– > Ek, Ada 104869-6Lind, Bo"]);
  });
});

describe("keys in doubt", () => {
  const keyOf = (cell: string): string => read(`<table class=lista><tr><th>Aktnr<th>Namn<tr><td>${cell}<td>Ek</table>`, BY_HEADER)[0]!;

  it("are none when a cell shows two of them", () => {
    expect(keyOf("103879-5 / 104869-6")).toBe("– > Ek");
  });

  it("are one when a cell shows it twice", () => {
    expect(keyOf("103879-5 (103879-5)")).toBe("103879-5 > Ek");
  });

  it("are none when the number is a part of a longer one", () => {
    expect(keyOf("1103879-5")).toBe("– > Ek");
    expect(keyOf("103879-51")).toBe("– > Ek");
  });

  it("are none in a cell with a long text", () => {
    expect(keyOf(`103879-5 ${"anteckning ".repeat(40)}`)).toBe("– > Ek");
  });

  it("are none when the pattern is no expression", () => {
    expect(read("<table class=lista><tr><th>Aktnr<th>Namn<tr><td>103879-5<td>Ek</table>", { ...BY_HEADER, key: { ...BY_HEADER.key, pattern: "(" } })).toEqual(["– > Ek"]);
  });
});

describe("numbers as one reads them", () => {
  it.each(["103879\u20115", "103879\u20135", "103\u200b879-5", "\u00a0103879-5\u00ad"])("%j is 103879-5", (cell) => {
    expect(read(`<table class=lista><tr><th>Aktnr<th>Namn<tr><td>${cell}<td>Ek</table>`, BY_HEADER)).toEqual(["103879-5 > Ek"]);
  });

  it("are found under a header with a soft hyphen and letters of two parts", () => {
    const page: ListPage = { ...BY_HEADER, badge: { column: "Handläggare", place: "append" } };
    expect(read("<table class=lista><tr><th>Akt\u00adnr<th>Handla\u0308ggare<tr><td>103879-5<td>Bo</table>", page)).toEqual(["103879-5 > Bo"]);
  });
});

describe("numbers found by position", () => {
  const page: ListPage = { ...BY_SELECTOR, rows: "table.lista tr:has(td)" };

  it("are taken where the row shows no other", () => {
    expect(read("<table class=lista><tr><td>103879-5<td>Ek<td>19710428-9892</table>", page)).toEqual(["103879-5 > Ek"]);
  });

  it("are none where another stands beside: a column may have moved", () => {
    expect(read("<table class=lista><tr><td>103879-5<td>Ek<td>104869-6</table>", page)).toEqual(["– > Ek"]);
  });

  it("are none where a cell was found by what stands before it, and another number stands there", () => {
    expect(read("<table class=lista><tr><td>103879-5<td>104869-6</table>", { ...page, key: { ...page.key, select: "td + td" } })).toEqual(["– > 104869-6"]);
  });

  it("are taken beside another where a class says which cell is meant", () => {
    expect(read("<table class=lista><tr><td class=akt>103879-5<td>104869-6</table>", { ...page, key: { ...page.key, select: "td.akt" } })).toEqual(["103879-5 > 104869-6"]);
  });

  it("are taken where the other cell shows the same", () => {
    expect(read("<table class=lista><tr><td>103879-5<td>Ek<td>103879-5</table>", page)).toEqual(["103879-5 > Ek"]);
  });

  it("are none where a link beside leads to another client", () => {
    const links: ListPage = { ...page, key: { select: "td:nth-child(1) a", attribute: "href", as: "fileNumber", pattern: "akt=(\\d{6}-\\d)" } };
    expect(read("<table class=lista><tr><td><a href='?akt=103879-5'>x</a><td>Ek<td><a href='?akt=104869-6'>y</a></table>", links)).toEqual(["– > Ek"]);
  });
});

describe("rows that do not line up with their header", () => {
  const header = "<tr><th>Val<th>Aktnr<th>Namn<th>Anhörig";

  it.each([
    ["a cell too few, so that another number slips under the header", "<td>103879-5<td>104869-6<td>Ek", "– > Ek"],
    ["a cell too few at the end", "<td><td>103879-5<td>Ek", "– > Ek"],
    ["a cell too many", "<td><td>103879-5<td>Ek<td>104869-6<td>", "– > Ek"],
    ["as many as the header, whatever other number stands there", "<td><td>103879-5<td>Ek<td>104869-6", "103879-5 > Ek"],
    ["as many, counted by what they span", "<td><td>103879-5<td colspan=2>Ek", "103879-5 > Ek"],
  ])("%s", (_, cells, row) => {
    expect(read(`<table class=lista>${header}<tr>${cells}</table>`, BY_HEADER)).toEqual([row]);
  });
});

describe("a row with a hole before a cell that reaches down", () => {
  it("has no key: its cells may have slipped", () => {
    const html = "<table class=lista><tr><th>Val<th>Aktnr<th>Namn<th>Status<tr><td><td>103879-5<td>Ek<td rowspan=2>Ny<tr><td>104869-6<td>105000-1</table>";
    expect(read(html, BY_HEADER)).toEqual(["103879-5 > Ek", "– > –"]);
  });
});

describe("cells that reach down", () => {
  it("to the end of their part of the table", () => {
    const html = "<table class=lista><tr><th>Enhet<th>Aktnr<th>Namn<tbody><tr><td rowspan=0>A<td>103879-5<td>Ek<tr><td>104869-6<td>Lind</table>";
    expect(read(html, BY_HEADER)).toEqual(["103879-5 > Ek", "104869-6 > Lind"]);
  });

  it("do not reach into the next part", () => {
    const html = "<table class=lista><thead><tr><th>Enhet<th>Aktnr<th>Namn<tbody><tr><td rowspan=5>A<td>103879-5<td>Ek<tbody><tr><td>B<td>104869-6<td>Lind</table>";
    expect(read(html, BY_HEADER)).toEqual(["103879-5 > Ek", "104869-6 > Lind"]);
  });
});

describe("several tables on a page", () => {
  it("have each their own columns", () => {
    const html = "<table class=lista><tr><th>Aktnr<th>Namn<tr><td>103879-5<td>Ek</table><table class=lista><tr><th>Namn<th>Aktnr<tr><td>Lind<td>104869-6</table>";
    expect(read(html, BY_HEADER)).toEqual(["103879-5 > Ek", "104869-6 > Lind"]);
  });

  it("give nothing where one has no such header", () => {
    const html = "<table class=lista><tr><th>Aktnr<th>Namn<tr><td>103879-5<td>Ek</table><table class=lista><tr><th>Beslut<th>Namn<tr><td>104869-6<td>Lind</table>";
    expect(read(html, BY_HEADER)).toEqual(["103879-5 > Ek", "– > –"]);
  });
});

describe("personal numbers", () => {
  const page: ListPage = { ...BY_SELECTOR, key: { select: "td:nth-child(1)", as: "personalNumber" } };
  it.each([
    ["19710428-9892", "197104289892"],
    ["197104289892", "197104289892"],
    ["19340512-tf01", "19340512TF01"],
    ["710428-9892", "–"],
    ["********", "–"],
  ])("%s is %s", (shown, number) => {
    expect(read(`<table><tr><td>${shown}<td>Ek</table>`, page)).toEqual([`${number} > Ek`]);
  });
});

describe("rows that are no table rows", () => {
  it("are read by selector, and the key from an attribute of the row itself", () => {
    const page: ListPage = { ...BY_SELECTOR, rows: "li", key: { attribute: "data-akt", as: "fileNumber" }, badge: { select: "b", place: "after" } };
    expect(read("<ul><li data-akt=103879-5><b>Ek, Ada</b></ul>", page)).toEqual(["103879-5 > Ek, Ada"]);
  });
});

describe("places for the badge", () => {
  it("are none between two cells", () => {
    expect(read("<table><tr><td>103879-5<td>Ek</table>", { ...BY_SELECTOR, badge: { select: "td:nth-child(2)", place: "after" } })).toEqual(["103879-5 > –"]);
  });

  it("are none inside a row", () => {
    document.body.innerHTML = "<table><tr><td>103879-5</table>";
    const page: ListPage = { ...BY_SELECTOR, rows: "table", key: { select: "td", as: "fileNumber" }, badge: { select: "tr", place: "append" } };
    expect(readPage(document, page).map(({ place }) => place)).toEqual([null]);
  });
});

describe("pages about one client", () => {
  const page: CasePage = {
    kind: "case",
    id: "case",
    match: {},
    key: { select: "input[name=akt]", attribute: "value", as: "fileNumber" },
    badge: { select: "h1", place: "append" },
  };

  it("have one key", () => {
    expect(read('<h1>Ek, Ada</h1><input type=hidden name=akt value="103879-5">', page)).toEqual(["103879-5 > Ek, Ada"]);
  });

  it("have none when two fields disagree", () => {
    expect(read('<h1>Ek, Ada</h1><input name=akt value="103879-5"><input name=akt value="104869-6">', page)).toEqual(["– > Ek, Ada"]);
  });

  it("have the value that the field has now", () => {
    document.body.innerHTML = '<h1>Ek</h1><input name=akt value="103879-5">';
    document.querySelector("input")!.value = "104869-6";
    expect(readPage(document, page).map(({ key }) => key)).toEqual([{ fileNumber: "104869-6" }]);
  });
});

describe("selectors that the browser does not understand", () => {
  it("find nothing", () => {
    expect(read("<table><tr><td>103879-5</table>", { ...BY_SELECTOR, rows: "tr:(" })).toEqual([]);
    expect(read("<table><tr><td>103879-5<td>Ek</table>", { ...BY_SELECTOR, key: { ...BY_SELECTOR.key, select: "td[" } })).toEqual([]);
  });
});
