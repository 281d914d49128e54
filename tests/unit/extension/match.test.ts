import { describe, expect, it } from "vitest";
import type { Adapter } from "../../../schema/adapter/adapter.js";
import { type Frame, hostFits, originFits, pagesMissed, pagesOf, urlFits } from "../../../extension/pages/match.js";

describe("host patterns", () => {
  it.each([
    ["https://sosys.example.se/*", "https://sosys.example.se/a?b=1", true],
    ["https://sosys.example.se/*", "http://sosys.example.se/a", false],
    ["https://sosys.example.se/*", "https://sosys.example.se.evil.test/a", false],
    ["https://*.example.se/*", "https://a.b.example.se/", true],
    ["https://*.example.se/*", "https://example.se/", true],
    ["https://*.example.se/*", "https://badexample.se/", false],
    ["*://sosys.example.se/*", "http://sosys.example.se/", true],
    ["http://localhost/*", "http://localhost:4001/paraply", true],
    ["http://localhost:4001/*", "http://localhost:4002/", false],
    ["https://sosys.example.se/paraply/*", "https://sosys.example.se/annat/", false],
    ["sosys.example.se", "https://sosys.example.se/", false],
  ])("%s and %s: %s", (pattern, address, fits) => {
    expect(hostFits(pattern, new URL(address))).toBe(fits);
  });
});

describe("origins", () => {
  it.each([
    ["https://sosys.example.se/paraply/*", "https://sosys.example.se", true],
    ["https://sosys.example.se/paraply/*", "https://sosys.example.se.evil.test", false],
    ["http://localhost/*", "http://localhost:4001", true],
    ["http://localhost/*", "null", false],
    ["http://localhost/*", "chrome-extension://abc", false],
  ])("%s and %s: %s", (pattern, origin, fits) => {
    expect(originFits(pattern, origin)).toBe(fits);
  });
});

describe("addresses of pages", () => {
  it.each([
    ["/klient/lista", "/klient/lista", true],
    ["/klient/lista", "/klient/lista?sida=2", true],
    ["/klient/lista", "/klient/lista/2", false],
    ["/klient/lista", "/sosys/klient/lista", false],
    ["*/klient/lista", "/sosys/klient/lista", true],
    ["/Klient.aspx", "/KLIENT.ASPX", true],
    ["/klient/*/visa", "/klient/7/visa", true],
    ["/a*a", "/a", false],
    ["/visa?akt=*", "/visa?akt=1", true],
    ["/visa?akt=*", "/visa?person=1", false],
    ["^/klient/(lista|sok)", "/klient/sok?namn=a", true],
    ["^/klient/(lista|sok)", "/sosys/klient/sok", false],
    ["^/klient/(", "/klient/(", false],
    ["/klient/(lista|sok)$", "/sosys/klient/sok", true],
    ["\\.aspx$", "/vardweb/Lista.aspx", true],
  ])("%s and %s: %s", (pattern, path, fits) => {
    expect(urlFits(pattern, new URL(path, "http://localhost"))).toBe(fits);
  });

  it("are not searched when they are longer than any page's", () => {
    expect([900, 1_100].map((length) => urlFits("^/a", new URL(`http://localhost/${"a".repeat(length)}`)))).toEqual([true, false]);
  });
});

describe("the pages that a frame is", () => {
  const page = (id: string, match: Adapter["pages"][number]["match"]): Adapter["pages"][number] => ({
    kind: "list", id, match, rows: "tr", key: { select: "td", as: "fileNumber" }, badge: { select: "td", place: "append" },
  });
  const adapters: readonly Adapter[] = [
    { system: "other", title: "Annat", version: 1, hosts: ["https://other.example.se/*"], pages: [page("other", { url: "/lista" })] },
    { system: "demo", title: "Demo", version: 1, hosts: ["http://localhost/*"], pages: [page("framed", { url: "/lista", frame: "main" }), page("table", { has: "table.lista" }), page("broken", { has: "table[" }), page("menu", { url: "/lista", has: "#meny" })] },
  ];
  const frame = (address: string, name: string, body: string) => {
    document.body.innerHTML = body;
    return { url: new URL(address), names: [name], document };
  };

  const ids = (at: Frame): string[] => pagesOf(adapters, at).map((matched) => matched.page.id);

  it("are several where a document holds several", () => {
    expect(ids(frame("http://localhost/lista", "main", "<ul id=meny></ul><table class=lista></table>"))).toEqual(["framed", "table", "menu"]);
  });

  it("are found by either name of a frame", () => {
    expect(ids({ ...frame("http://localhost/lista", "", ""), names: ["omdopt", "main"] })).toEqual(["framed"]);
  });

  it("are found by address and frame name", () => {
    expect(ids(frame("http://localhost/lista", "main", ""))).toEqual(["framed"]);
  });

  it("are none in another frame", () => {
    expect(ids(frame("http://localhost/lista", "meny", ""))).toEqual([]);
  });

  it("are found by what has to be there", () => {
    expect(ids(frame("http://localhost/annat", "", "<table class=lista></table>"))).toEqual(["table"]);
  });

  describe("by its address alone", () => {
    const missed = (match: Adapter["pages"][number]["match"], at: Frame, beside: Adapter["pages"] = []): string[] =>
      pagesMissed([{ ...adapters[1]!, pages: [page("list", match), ...beside] }], at).map((matched) => matched.page.id);

    it("are missed when what they are known by is gone", () => {
      expect(missed({ url: "/lista", has: "table" }, frame("http://localhost/lista?sida=2", "", ""))).toEqual(["list"]);
    });

    it.each([
      ["it is there", { url: "/lista", has: "table" }, "http://localhost/lista", "<table></table>"],
      ["the address is another", { url: "/lista", has: "table" }, "http://localhost/annat", ""],
      ["the frame is another", { url: "/lista", frame: "main", has: "table" }, "http://localhost/lista", ""],
      ["no address is given", { has: "table" }, "http://localhost/lista", ""],
      ["the address stands for many", { url: "/*", has: "table" }, "http://localhost/lista", ""],
      ["the address is an expression", { url: "^/lista", has: "table" }, "http://localhost/lista", ""],
      ["no adapter names the host", { url: "/lista", has: "table" }, "http://example.test/lista", ""],
    ])("are not when %s", (_, match, address, body) => {
      expect(missed(match, frame(address, "meny", body))).toEqual([]);
    });

    it("are not when the frame is another of the pages at that address", () => {
      expect(missed({ url: "/lista", has: "table" }, frame("http://localhost/lista", "", "<ul></ul>"), [page("menu", { has: "ul" })])).toEqual([]);
    });
  });

  it("are none on a host that no adapter names", () => {
    expect(ids(frame("http://example.test/lista", "main", "<table class=lista></table>"))).toEqual([]);
  });
});
