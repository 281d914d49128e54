import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { caseAddress } from "../../../extension/pages/case-address.js";
import type { Adapter, CasePage } from "../../../schema/adapter/adapter.js";

const PAGE: CasePage = { kind: "case", id: "case", match: {}, key: { select: "#akt", as: "fileNumber" }, badge: { select: "b", place: "after" } };

function adapter(system: string, hosts: readonly string[], open?: string): Adapter {
  return { system, title: system, version: 1, hosts, pages: [open === undefined ? PAGE : { ...PAGE, open }] };
}

const PARAPLY = adapter("paraply", ["https://sosys.example.se/*"], "/klient/visa?akt={fileNumber}");

describe("the address of a case", () => {
  it("is on the first host that the adapter names in full", () => {
    expect(caseAddress([PARAPLY], "103879-5", [])).toBe("https://sosys.example.se/klient/visa?akt=103879-5");
  });

  it("is where the case system's pages were seen last, if the adapter has that host", () => {
    const local = adapter("paraply", ["http://127.0.0.1/*", "https://*.example.se/*"], "/visa/{fileNumber}");
    expect(caseAddress([local], "1", [{ system: "paraply", origin: "http://127.0.0.1:4001" }])).toBe("http://127.0.0.1:4001/visa/1");
    expect(caseAddress([local], "1", [{ system: "paraply", origin: "https://b.example.se" }])).toBe("https://b.example.se/visa/1");
  });

  it.each(["https://evil.test", "http://sosys.example.se", "https://sosys.example.se.evil.test", "javascript:alert(1)", "null", ""])("is never on another: %s", (origin) => {
    expect(caseAddress([PARAPLY], "1", [{ system: "paraply", origin }])).toBe("https://sosys.example.se/klient/visa?akt=1");
  });

  it("is that of the system that was seen last", () => {
    const vardweb = adapter("vardweb", ["https://vard.example.se/*"], "/Klient.aspx?akt={fileNumber}");
    expect(caseAddress([PARAPLY, vardweb], "1", [{ system: "vardweb", origin: "https://vard.example.se" }, { system: "paraply", origin: "https://sosys.example.se" }]))
      .toBe("https://vard.example.se/Klient.aspx?akt=1");
  });

  it("is that of another system where the one seen last has none", () => {
    expect(caseAddress([adapter("old", ["https://old.example.se/*"]), PARAPLY], "1", [{ system: "old", origin: "https://old.example.se" }]))
      .toBe("https://sosys.example.se/klient/visa?akt=1");
  });

  it.each([[[]], [[adapter("old", ["https://old.example.se/*"])]], [[adapter("wide", ["https://*.example.se/*", "*://*/*"], "/visa?akt={fileNumber}")]]])("is not known where no adapter tells it", (adapters) => {
    expect(caseAddress(adapters, "1", [])).toBeNull();
  });

  it("is within the path that the host's pattern names", () => {
    expect(caseAddress([adapter("part", ["https://sosys.example.se/paraply/*"], "/andra/visa?akt={fileNumber}")], "1", [])).toBeNull();
  });

  it("has the number as a number, whatever stands in it, and never leaves the host", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), fc.constantFrom("/visa?akt={fileNumber}", "/{fileNumber}", "/a/{fileNumber}/b"), (fileNumber, open) => {
      const address = caseAddress([adapter("paraply", ["https://sosys.example.se/*"], open)], fileNumber, []);
      return address === null || new URL(address).origin === "https://sosys.example.se";
    }));
    expect(caseAddress([PARAPLY], "1&x=2#/../$&", [])).toBe("https://sosys.example.se/klient/visa?akt=1%26x%3D2%23%2F..%2F%24%26");
  });
});
