import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LegacySystem } from "../../legacy-system/server.js";
import { decodeWindows1252 } from "../../legacy-system/windows-1252.js";
import { linkedFileNumbers, post, serveSample } from "./served-sample.js";

let system: LegacySystem;

beforeAll(async () => {
  system = await serveSample();
});

afterAll(() => system.close());

async function page(path: string): Promise<string> {
  return text(await fetch(`${system.url}/paraply/${path}`));
}

async function text(response: Response): Promise<string> {
  return decodeWindows1252(new Uint8Array(await response.arrayBuffer()));
}

async function list(body: string): Promise<string> {
  return text(await post(`${system.url}/paraply/klient/lista`, body));
}

describe("Paraply, start page", () => {
  it("is reached from the root", async () => {
    expect((await fetch(system.url)).url).toBe(`${system.url}/paraply/`);
  });

  it("is a frameset whose lower frame is a frameset with main", async () => {
    expect(await page("")).toContain('<frame name="yta" src="/paraply/yta">');
    expect(await page("yta")).toContain('<frame name="main" src="/paraply/klient/lista">');
  });

  it("has no doctype, so that browsers go into quirks mode", async () => {
    expect((await page("klient/lista")).startsWith("<html>")).toBe(true);
  });
});

describe("Paraply, alphabet", () => {
  it("names the alphabet of the list in a meta element alone", async () => {
    const response = await fetch(`${system.url}/paraply/klient/lista`);
    expect(response.headers.get("content-type")).toBe("text/html");
    expect(await text(response)).toContain("charset=iso-8859-1");
  });

  it("names the alphabet of the client page in its header alone", async () => {
    const response = await fetch(`${system.url}/paraply/klient/visa?akt=167125-7`);
    expect(response.headers.get("content-type")).toBe("text/html; charset=windows-1252");
    expect(await text(response)).not.toContain("charset=");
  });

  it("writes a dash in a name as the byte 96", async () => {
    const response = await fetch(`${system.url}/paraply/klient/visa?akt=518281-9`);
    expect(Buffer.from(await response.arrayBuffer()).includes(Buffer.from("Nordin\x96Sj\xf6", "latin1"))).toBe(true);
  });
});

describe("Paraply, client list", () => {
  it("shows 25 of the 250 clients, by name", async () => {
    const shown = linkedFileNumbers(await page("klient/lista"));
    expect(shown).toHaveLength(25);
    expect(shown.slice(0, 3)).toEqual(["512840-3", "535616-3", "830813-7"]);
  });

  it("shows all clients when asked, Ö last", async () => {
    const shown = linkedFileNumbers(await list("antal=alla"));
    expect(shown).toHaveLength(250);
    expect(shown.at(-1)).toBe("702807-7");
  });

  it("sorts by file number, falling", async () => {
    const shown = linkedFileNumbers(await list("antal=alla&sort=akt&riktning=fallande"));
    expect(shown).toEqual([...shown].sort().reverse());
  });

  it("goes on where the page before ended", async () => {
    const all = linkedFileNumbers(await list("antal=alla"));
    expect(linkedFileNumbers(await list("antal=50&sida=2"))).toEqual(all.slice(50, 100));
  });

  it("shows the last page when asked for one past it", async () => {
    expect(await list("antal=50&sida=99")).toContain("201–250 av 250 klienter");
  });

  it("shows one unit's clients", async () => {
    const units = [...(await list("antal=alla&enhet=HALSP1")).matchAll(/<td>(HAL\w{3})<\/td>/g)].map(([, unit]) => unit);
    expect(new Set(units)).toEqual(new Set(["HALSP1"]));
  });

  it("shows one caseworker's clients", async () => {
    const shown = linkedFileNumbers(await list("antal=alla&handlaggare=ELLI11"));
    expect(shown).toContain("167125-7");
    expect(shown).not.toContain("848744-9");
  });

  it("shows the second night's change", async () => {
    const row = (await list("antal=alla")).split("<tr").find((each) => each.includes("akt=736679-1")) ?? "";
    expect(row).toContain("<td>Avliden</td>");
  });

  it("shows neither name nor personal number of a protected registration", async () => {
    const row = (await list("antal=alla")).split("<tr").find((each) => each.includes("akt=259862-6")) ?? "";
    expect(row).toContain("<td>Skyddade personuppgifter</td>\n<td nowrap>–</td>");
  });

  it("answers the same request with the same page", async () => {
    expect(await list("antal=50&sort=enhet")).toBe(await list("antal=50&sort=enhet"));
  });
});

describe("Paraply, client page", () => {
  it("shows the decisions, newest first", async () => {
    const decisions = [...(await page("klient/visa?akt=167125-7")).matchAll(/<td>(22\d{5})<\/td>/g)].map(([, each]) => each);
    expect(decisions).toEqual(["2200017", "2200016", "2200014"]);
  });

  it("shows a decision's orders in a table within it", async () => {
    expect(await page("klient/visa?akt=167125-7")).toContain("<td>7100014</td><td>Hägersten-Älvsjös hemtjänst</td>");
  });

  it("says in the system's own look that there is no such file", async () => {
    const response = await fetch(`${system.url}/paraply/klient/visa?akt=000000-0`);
    expect(response.status).toBe(404);
    expect(await text(response)).toContain("Akten finns inte.");
  });
});

describe("Paraply, new decision", () => {
  it("holds the file number in a field that can't be changed", async () => {
    expect(await page("beslut/nytt?akt=167125-7")).toContain('name="aktnr" id="akt" value="167125-7" size="10" readonly');
  });

  it("gives a receipt that nothing was saved, with what was sent in Windows-1252", async () => {
    const answer = await post(`${system.url}/paraply/beslut/nytt?akt=167125-7`, "insats=101&tim=45%2C5&beslutsf=%C5%96");
    const receipt = await text(answer);
    expect(receipt).toContain("Beslutet är ej sparat, testmiljö.");
    expect(receipt).toContain("<td>Hemtjänst</td>");
    expect(receipt).toContain("<td>Å–</td>");
  });

  it("shows what was sent as text, never as markup", async () => {
    const answer = await post(`${system.url}/paraply/beslut/nytt?akt=167125-7`, "tim=%3Cb%3E");
    expect(await text(answer)).toContain("<td>&lt;b&gt;</td>");
  });
});

describe("Paraply, other addresses", () => {
  it("answers 404 in the system's own look", async () => {
    const response = await fetch(`${system.url}/paraply/finns/inte`);
    expect(response.status).toBe(404);
    expect(await text(response)).toContain("Sidan finns inte.");
  });

  it("refuses a form larger than any page sends", async () => {
    expect((await post(`${system.url}/paraply/klient/lista`, "a".repeat(1_000_001))).status).toBe(413);
  });

  it("refuses other methods", async () => {
    expect((await fetch(`${system.url}/paraply/klient/lista`, { method: "DELETE" })).status).toBe(405);
  });
});
