import { describe, expect, it } from "vitest";
import { fieldLabel } from "../../../extension/pages/field-label.js";

/** What the field #f of a page is called. */
function labelIn(html: string): string | null {
  document.body.innerHTML = html;
  return fieldLabel(document.querySelector("#f")!);
}

describe("a field is called", () => {
  it.each([
    ["as its label says", "<label for=f>Insats:</label><input id=f>"],
    ["as the label around it says, without what can be chosen in it", "<label>Insats <select id=f><option>Hemtjänst</option></select></label>"],
    ["as what it is labelled by says", "<b id=x>Insats *</b><input id=f aria-labelledby=x>"],
    ["as it says of itself", "<input id=f aria-label=Insats>"],
    ["as the cell before its own says", "<table><tr><td>Insats</td><td><input id=f></td></tr></table>"],
    ["as the next filled cell before it says", "<table><tr><th>Insats</th><td>&nbsp;</td><td><input id=f></td></tr></table>"],
    ["as the box before its own says", "<div><div>Insats</div><div><div><input id=f></div></div></div>"],
    ["as the group of its buttons says, and not as one of them", "<fieldset><legend>Insats</legend><label><input type=radio id=f>Hemtjänst</label></fieldset>"],
    ["as the cell before its buttons says", "<table><tr><td>Insats</td><td><label>Boendestöd<input type=radio></label><label>Hemtjänst<input type=radio id=f></label></td></tr></table>"],
    ["as the text right before it says", "<p>Insats <input id=f></p>"],
    ["as the title says that it carries, where nothing else does", "<p><input id=f title=Insats></p>"],
  ])("%s", (_, html) => {
    expect(labelIn(html)).toBe("Insats");
  });

  it("t o m by the text between it and the field before", () => {
    expect(labelIn("<table><tr><td>Fr o m</td><td><input> &nbsp;t o m <input id=f></td></tr></table>")).toBe("t o m");
  });

  it("nothing where another field stands in the cell before", () => {
    expect(labelIn("<table><tr><td>Från <input></td><td><input id=f></td></tr></table>")).toBeNull();
  });

  it("nothing by a text that no one would read for a label, and whose signs are not counted off", () => {
    expect(labelIn(`<label for=f>Insats ${"*".repeat(20_000)}</label><input id=f>`)).toBeNull();
  });

  it("nothing where a heading, or in another table around it a menu, stands before it", () => {
    expect(labelIn("<div><h2>Nytt beslut</h2><div><input id=f></div></div>")).toBeNull();
    expect(labelIn("<table><tr><td>Meny</td><td><table><tr><td><input id=f></td></tr></table></td></tr></table>")).toBeNull();
  });

  it("nothing where a whole explanation, or no letter, stands before it", () => {
    expect(labelIn(`<p>${"Fyll i detta fält noga. ".repeat(4)}<input id=f></p>`)).toBeNull();
    expect(labelIn("<p>– <input id=f></p>")).toBeNull();
  });
});
