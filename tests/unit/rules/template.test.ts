import { describe, expect, it } from "vitest";
import { fillTemplate, insideSentence, placeholdersOf } from "../../../gateway/rules/template.js";

describe("templates", () => {
  it("fill in values", () => {
    expect(fillTemplate("Den {dueOn}.", () => "3 maj 2022")).toBe("Den 3 maj 2022.");
  });

  it.each([["0", "0 dagar"], ["1", "1 dag"], ["2", "2 dagar"]])("choose the plural of %s", (value, expected) => {
    expect(fillTemplate("{n|dag|dagar}", () => value)).toBe(expected);
  });

  it("begin with a capital", () => {
    expect(fillTemplate("{x} saknas", () => "ändring")).toBe("Ändring saknas");
  });

  it("name their placeholders", () => {
    expect(placeholdersOf("{a.b} och {c|en|två}")).toEqual(["a.b", "c"]);
  });
});

describe("words inside a sentence", () => {
  it("begin in lower case", () => {
    expect(insideSentence("Avlösning")).toBe("avlösning");
  });

  it("keep an abbreviation", () => {
    expect(insideSentence("DUR-uppföljning")).toBe("DUR-uppföljning");
  });
});
