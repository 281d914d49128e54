import { describe, expect, it } from "vitest";
import type { Adapter } from "../../../extension/pages/adapter.js";
import { hostFits, pageOf, urlFits } from "../../../extension/pages/match.js";

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
  ])("%s and %s: %s", (pattern, path, fits) => {
    expect(urlFits(pattern, new URL(path, "http://localhost"))).toBe(fits);
  });

  it("does not run an expression that is too long", () => {
    expect(urlFits(`^/${"a?".repeat(100)}`, new URL("http://localhost/a"))).toBe(false);
  });
});

describe("the page that a frame is", () => {
  const page = (id: string, match: Adapter["pages"][number]["match"]): Adapter["pages"][number] => ({
    kind: "list", id, match, rows: "tr", key: { select: "td", as: "fileNumber" }, badge: { select: "td", place: "append" },
  });
  const adapters: readonly Adapter[] = [
    { system: "other", hosts: ["https://other.example.se/*"], pages: [page("other", { url: "/lista" })] },
    { system: "demo", hosts: ["http://localhost/*"], pages: [page("framed", { url: "/lista", frame: "main" }), page("table", { has: "table.lista" }), page("broken", { has: "table[" })] },
  ];
  const frame = (address: string, name: string, body: string) => {
    document.body.innerHTML = body;
    return { url: new URL(address), name, document };
  };

  it("is found by address and frame name", () => {
    expect(pageOf(adapters, frame("http://localhost/lista", "main", ""))?.id).toBe("framed");
  });

  it("is none in another frame", () => {
    expect(pageOf(adapters, frame("http://localhost/lista", "meny", ""))).toBeNull();
  });

  it("is found by what has to be there", () => {
    expect(pageOf(adapters, frame("http://localhost/annat", "", "<table class=lista></table>"))?.id).toBe("table");
  });

  it("is none on a host that no adapter names", () => {
    expect(pageOf(adapters, frame("http://example.test/lista", "main", "<table class=lista></table>"))).toBeNull();
  });
});
