import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LegacySystem } from "../../legacy-system/server.js";
import { FIRST_VIEW, readViewState, writeViewState } from "../../legacy-system/vardweb/view-state.js";
import { linkedFileNumbers, post, serveSample } from "./served-sample.js";

let system: LegacySystem;

beforeAll(async () => {
  system = await serveSample();
});

afterAll(() => system.close());

async function page(path: string): Promise<string> {
  return (await fetch(`${system.url}/vardweb/${path}`)).text();
}

/** Posts the list back as its script does, from its first view. */
async function postedBack(fields: Record<string, string>): Promise<string> {
  const form = new URLSearchParams({ __VIEWSTATE: writeViewState(FIRST_VIEW), ...fields });
  return (await post(`${system.url}/vardweb/KlientLista.aspx`, form.toString())).text();
}

/** A panel's content and a hidden field, from an answer `length|type|id|content|…`. */
function parts(answer: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (let rest = answer; rest !== ""; ) {
    const [, length = "", id = ""] = /^(\d+)\|\w+\|(\w+)\|/.exec(rest) ?? [];
    const start = /^\d+\|\w+\|\w+\|/.exec(rest)?.[0].length ?? rest.length;
    found[id] = rest.slice(start, start + Number(length));
    rest = rest.slice(start + Number(length) + 1);
  }
  return found;
}

const GRID = "ctl00$MainContent$ctl05$gvKlienter";
const PANEL = "ctl00_MainContent_upKlienter";

describe("Vård-Web, client list", () => {
  it("is reached from the family's root", async () => {
    expect((await fetch(`${system.url}/vardweb`)).url).toBe(`${system.url}/vardweb/KlientLista.aspx`);
  });

  it("is UTF-8", async () => {
    const response = await fetch(`${system.url}/vardweb/KlientLista.aspx`);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await response.text()).toContain("<span id=\"ctl00_lblSystem\">Vård-Web</span>");
  });

  it("shows 25 clients by name, with the file number in link and text", async () => {
    const list = await page("KlientLista.aspx");
    expect(linkedFileNumbers(list).slice(0, 2)).toEqual(["512840-3", "535616-3"]);
    expect(list).toMatch(/href="Klient\.aspx\?akt=512840-3"><span id="\w+_lblAkt">512840-3<\/span>/);
  });

  it("shows personal numbers without a hyphen", async () => {
    expect(await page("KlientLista.aspx")).toContain("<td>200705069888</td>");
  });

  it("gives its elements other ids at each load", async () => {
    const id = async (): Promise<string | undefined> => /id="(\w+_gvKlienter)"/.exec(await page("KlientLista.aspx"))?.[1];
    const first = await id();
    expect(first).toMatch(/^ctl00_MainContent_ctl\d+_gvKlienter$/);
    expect(await id()).not.toBe(first);
  });

  it("keeps the id of the panel that is replaced", async () => {
    expect(await page("KlientLista.aspx")).toContain(`<div id="${PANEL}">`);
  });
});

describe("Vård-Web, postbacks", () => {
  it("answers a partial one with the panel and the new state alone", async () => {
    const answer = await postedBack({ __EVENTTARGET: GRID, __EVENTARGUMENT: "Page$2", __ASYNCPOST: "true" });
    expect(Object.keys(parts(answer))).toEqual([PANEL, "__VIEWSTATE"]);
  });

  it("answers any other with the whole page", async () => {
    const answer = await postedBack({ __EVENTTARGET: GRID, __EVENTARGUMENT: "Page$2" });
    expect(answer).toMatch(/^<!DOCTYPE html/);
    expect(answer).toContain("Sida 2 av 10.");
  });

  it("pages: the panel holds the next clients and the state says so", async () => {
    const all = linkedFileNumbers(await postedBack({ __EVENTTARGET: "x$ddlAntal", "x$ddlAntal": "alla" }));
    const answer = parts(await postedBack({ __EVENTTARGET: GRID, __EVENTARGUMENT: "Page$3", __ASYNCPOST: "true" }));
    expect(linkedFileNumbers(answer[PANEL] ?? "")).toEqual(all.slice(50, 75));
    expect(readViewState(answer["__VIEWSTATE"] ?? "")).toEqual({ ...FIRST_VIEW, page: 3 });
  });

  it("sorts by another column, rising first", async () => {
    const answer = parts(await postedBack({ __EVENTTARGET: GRID, __EVENTARGUMENT: "Sort$akt", __ASYNCPOST: "true" }));
    expect(linkedFileNumbers(answer[PANEL] ?? "")[0]).toBe("103879-5");
    expect(readViewState(answer["__VIEWSTATE"] ?? "")).toEqual({ ...FIRST_VIEW, sort: "akt" });
  });

  it("turns the order when the same column is asked again", async () => {
    const answer = parts(await postedBack({ __EVENTTARGET: GRID, __EVENTARGUMENT: "Sort$namn", __ASYNCPOST: "true" }));
    expect(linkedFileNumbers(answer[PANEL] ?? "")[0]).toBe("702807-7");
  });

  it("shows all rows when asked", async () => {
    const answer = await postedBack({ __EVENTTARGET: "x$ddlAntal", "x$ddlAntal": "alla" });
    expect(linkedFileNumbers(answer)).toHaveLength(250);
  });

  it("searches by the beginning of a name, whatever the case", async () => {
    const answer = await postedBack({ __EVENTTARGET: "x$btnSok", "x$txtSok": "sandén, st" });
    expect(linkedFileNumbers(answer)).toContain("167125-7");
    expect(answer).toMatch(/Antal klienter: [1-9]\./);
  });

  it("refuses a state that is none of its own", async () => {
    const answer = await post(`${system.url}/vardweb/KlientLista.aspx`, "__VIEWSTATE=abc");
    expect(answer.status).toBe(404);
  });
});

describe("Vård-Web, client and decision", () => {
  it("shows a client's personal number with a hyphen", async () => {
    expect(await page("Klient.aspx?akt=167125-7")).toMatch(/_lblPnr">19490408-9994</);
  });

  it("shows the client's decisions", async () => {
    expect(await page("Klient.aspx?akt=167125-7")).toContain("<td>Hemtjänst</td><td>SoL 4:1</td><td>2200014</td>");
  });

  it("keeps the fields after saving nothing, whatever their names begin with", async () => {
    const answer = await post(`${system.url}/vardweb/Beslut.aspx?akt=167125-7`, "a%24ddlInsats=Hemtj%C3%A4nst&a%24txtTimmar=45%2C5");
    const shown = await answer.text();
    expect(shown).toContain("Beslutet är ej sparat, testmiljö.");
    expect(shown).toContain('<option value="Hemtjänst" selected>');
    expect(shown).toContain('value="45,5"');
  });

  it("says that a file can't be found", async () => {
    const answer = await fetch(`${system.url}/vardweb/Klient.aspx?akt=000000-0`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain("Akten kunde inte hittas.");
  });

  it("answers 404 in its own look for other addresses", async () => {
    const answer = await fetch(`${system.url}/vardweb/Annat.aspx`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain("Sidan kunde inte hittas.");
  });
});
