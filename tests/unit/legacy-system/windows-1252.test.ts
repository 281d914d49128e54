import { describe, expect, it } from "vitest";
import { decodeWindows1252, encodeWindows1252 } from "../../legacy-system/windows-1252.js";

describe("Windows-1252", () => {
  it("reads the bytes 80-9F as dashes and signs, not as control characters", () => {
    expect(decodeWindows1252(Uint8Array.of(0x4e, 0x96, 0x80, 0xe5))).toBe("N–€å");
  });

  it("writes them back", () => {
    expect([...encodeWindows1252("N–€å")]).toEqual([0x4e, 0x96, 0x80, 0xe5]);
  });

  it("gives every byte back as it was", () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    expect([...encodeWindows1252(decodeWindows1252(bytes))]).toEqual([...bytes]);
  });

  it("writes what the code page lacks as an HTML reference", () => {
    expect(encodeWindows1252("Łódź").toString("latin1")).toBe("&#321;ód&#378;");
  });
});
