import { describe, expect, it } from "vitest";
import { readPage } from "../../../extension/pages/read-page.js";
import { adapterText, readAdapterText } from "../../../extension/workbench/adapter-text.js";
import { problemText } from "../../../extension/workbench/texts.js";
import { proposePage } from "../../../extension/workbench/propose.js";
import type { AdapterPage, BadgePage } from "../../../schema/adapter/adapter.js";
import { FAMILIES } from "./mutated/stand-in.js";

const [PARAPLY, VARDWEB] = FAMILIES;

function open(html: string): Document {
  return new DOMParser().parseFromString(html, "text/html");
}

/** Points at elements by selector, and answers what is proposed. */
function propose(document: Document, row: string | null, key: string, badge: string | null = null): AdapterPage | null {
  const element = row === null ? null : document.querySelector(row)!;
  const within = (selector: string): Element => (element ?? document).querySelector(selector)!;
  return proposePage({ document, url: "https://sosys.example.se/klient/lista?x=1", frame: "main" }, { row: element, key: within(key), badge: badge === null ? null : within(badge) });
}

/** The keys that a proposal finds. */
const keysOf = (document: Document, page: AdapterPage | null): string[] => readPage(document, page as BadgePage).flatMap(({ key }) => (key && "fileNumber" in key ? [key.fileNumber] : []));

const listOf = ({ before, rows, after }: (typeof FAMILIES)[number]): Document => open(before + rows.slice(0, 10).join("") + after);

describe("what is proposed for a list", () => {
  it("of the first family: columns by their headers, whatever was clicked in the cell", () => {
    const document = listOf(PARAPLY!);
    const page = propose(document, "table.lista tr:has(td)", "td:nth-child(2) a", "td:nth-child(3)");
    expect(page).toEqual({
      kind: "list",
      id: "client-list",
      match: { url: "/klient/lista", frame: "main", has: "table.lista" },
      rows: "table.lista tr:has(td)",
      key: { column: "Aktnr", as: "fileNumber", pattern: "^(\\d{6}-\\d)$" },
      badge: { column: "Namn", place: "append" },
    });
    expect(keysOf(document, page)).toHaveLength(10);
  });

  it("of the second family: the table by the end of its id, which is counted out anew at each load", () => {
    const document = listOf(VARDWEB!);
    const page = propose(document, "tr.gvRad", "[id$=_lblAkt]", "[id$=_lblNamn]");
    expect(page).toMatchObject({ rows: "table[id$='_gvKlienter'] tr:has(td)", match: { has: "table[id$='_gvKlienter']" }, key: { column: "Akt" }, badge: { column: "Klient" } });
    expect(keysOf(document, page)).toHaveLength(10);
  });

  it("without headers: by what lasts, not by position", () => {
    const document = open("<table class=lista>" + ["103879-5", "104869-6"].map((each) => `<tr class=jamn><td class=namn>Ek<td><a href='/visa?akt=${each}'>visa</a></tr>`).join("") + "</table>");
    const page = propose(document, "tr", "a", "td.namn");
    expect(page).toMatchObject({ key: { select: "a[href*='akt=']", attribute: "href", as: "fileNumber", pattern: "(\\d{6}-\\d)" }, badge: { select: "td.namn", place: "append" } });
    expect(keysOf(document, page)).toEqual(["103879-5", "104869-6"]);
  });

  it("that is no table", () => {
    const document = open("<ul id=klienter><li class='rad odd'><b data-akt>103879-5</b> Ek</li><li class=rad><b data-akt>104869-6</b> Lind</li></ul>");
    const page = propose(document, "li", "b");
    expect(page).toMatchObject({ rows: "#klienter > li.rad", key: { select: "b[data-akt]", as: "fileNumber", pattern: "^(\\d{6}-\\d)$" }, badge: { select: "b[data-akt]", place: "after" } });
    expect(keysOf(document, page)).toEqual(["103879-5", "104869-6"]);
  });

  it("with nothing to know a cell by: by position, of which the check warns", () => {
    const document = open("<table class=x><tr><td>103879-5<td>Ek<tr><td>104869-6<td>Lind</table>");
    const page = propose(document, "tr", "td", "td:nth-child(2)");
    expect(page).toMatchObject({ key: { select: "td:nth-child(1)" } });
    const read = readAdapterText(adapterText(null, page!));
    expect(read.advice.map(({ line, path, weakness }) => [line, path.join("/"), weakness])).toEqual([[10, "pages/0/key/select", "POSITION"], [11, "pages/0/badge/select", "POSITION"]]);
  });

  it("by hand, with a file number by position and no pattern: the check warns that another person's is told by its writing alone", () => {
    const page: AdapterPage = { kind: "case", id: "c", match: { url: "/x" }, key: { select: "td:nth-child(2)", as: "fileNumber" }, badge: { select: "b", place: "after" } };
    const personal: AdapterPage = { ...page, key: { ...page.key, as: "personalNumber" } };
    expect([page, personal].map((each) => readAdapterText(adapterText(null, each)).advice.map(({ weakness }) => weakness))).toEqual([["POSITION", "NO_PATTERN"], ["POSITION"]]);
  });

  it.each([
    ["in a cell of their own", "19710428-9892", "^(\\d{8}-?[\\dA-Za-z]{4})$"],
    ["with a name beside", "19340512-TF01 Ek", "(\\d{8}-?[\\dA-Za-z]{4})"],
    ["in a link", "<a href='/visa?pnr=197104289892'>visa</a>", "(\\d{8}-?[\\dA-Za-z]{4})"],
  ])("of personal numbers %s: by how they are written", (_, cell, pattern) => {
    const document = open(`<table class=x><tr><th>Personnr<th>Namn<tr><td>${cell}<td>Ek</table>`);
    const page = propose(document, "tr:has(td)", cell.includes("href") ? "a" : "td");
    expect([page?.key.as, page?.key.pattern]).toEqual(["personalNumber", pattern]);
    expect(readAdapterText(adapterText(null, page!)).problems).toEqual([]);
    expect(readPage(document, page as BadgePage).map(({ key }) => key !== null)).toEqual([true]);
  });
});

describe("what is proposed for a page about one client", () => {
  it("is the field that holds the number, and the place that was pointed at", () => {
    const document = open('<h1 id=namn>Ek, Ada</h1><form name=klient><input type=hidden name=akt value="103879-5"></form>');
    expect(propose(document, null, "input", "h1")).toEqual({
      kind: "case",
      id: "client",
      match: { url: "/klient/lista", frame: "main", has: "input[name='akt']" },
      key: { select: "input[name='akt']", attribute: "value", as: "fileNumber", pattern: "^(\\d{6}-\\d)$" },
      badge: { select: "#namn", place: "append" },
    });
  });
});

describe("the text of an adapter", () => {
  it("that was proposed is one that the gateway takes", () => {
    const page = propose(listOf(PARAPLY!), "table.lista tr:has(td)", "td:nth-child(2) a");
    const read = readAdapterText(adapterText("https://sosys.example.se/*", page!));
    expect([read.problems, read.adapter?.pages]).toEqual([[], [page]]);
  });

  it.each([
    ["system: [", 1],
    [adapterText(null, { kind: "case", id: "c", match: { url: "/x" }, key: { select: "td[", as: "fileNumber" }, badge: { select: "b", place: "after" } }), 9],
    [adapterText(null, { kind: "case", id: "c", match: { url: "/x" }, key: { select: "td", as: "fileNumber", pattern: "(\\d+)*-" }, badge: { select: "b", place: "after" } }), 9],
  ])("that is wrong is told by line (%#)", (text, line) => {
    const { adapter, problems } = readAdapterText(text);
    expect([adapter, problems.map((problem) => problem.line)]).toEqual([null, [line]]);
  });

  it("that has a column where there are none is told so", () => {
    const text = adapterText(null, { kind: "case", id: "c", match: { url: "/x" }, key: { select: "td", column: "Akt", as: "fileNumber" }, badge: { select: "b", place: "after" } });
    expect(readAdapterText(text).problems.map(problemText)).toEqual(["Rad 9: pages/0/key har en kolumn (column). Kolumner finns bara i listor; visa var med select"]);
  });
});

describe("a text with aliases", () => {
  it.each([
    ["an unquoted value that begins with *", "system: x\nhosts: [*://sosys.example.se/*]\n", "Rad 2: sätt citattecken om värden som börjar med *"],
    ["an alias before its anchor", "a: *b\nb: &b 1\n", "Rad 1: sätt citattecken om värden som börjar med *"],
    ["something that holds itself", "a: &a [*a]\n", "Rad 1: filen hänvisar till sig själv (* och &) så att den blir mycket större än den ser ut. Skriv ut värdena i stället"],
    ["merging what is no map", "%YAML 1.1\n---\na:\n  <<: 5\n", "Rad 1: filen hänvisar till sig själv (* och &) så att den blir mycket större än den ser ut. Skriv ut värdena i stället"],
  ])("is refused for %s, and says what to do", (_, text, said) => {
    expect(readAdapterText(text).problems.map(problemText)).toEqual([said]);
  });
});
