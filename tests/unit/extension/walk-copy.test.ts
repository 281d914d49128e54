import { beforeEach, describe, expect, it, vi } from "vitest";
import { pointable, prepareWalk, stepFrom, walkTo } from "../../../extension/workbench/walk-copy.js";

beforeEach(() => {
  vi.spyOn(Element.prototype, "checkVisibility").mockImplementation(function (this: Element) { return !this.hasAttribute("hidden"); });
  document.body.innerHTML = `<h1>Lista</h1><table><tr><td>Ram</td></tr></table><table><tbody>
    <tr><th>Akt</th><th>Namn</th></tr>
    <tr><td><a href="/1">1-1</a></td><td>Ek</td></tr>
    <tr><td colspan=2></td></tr>
    <tr><td hidden>x</td><td><b>Lind</b></td></tr>
  </tbody></table><p><input value=sist></p>`;
});

const named = (name: string): Element => pointable(document).find((each) => each.textContent === name)!;
const nameOf = (element: Element | null): string | null => element && (element.textContent || element.getAttribute("value"));

describe("the copy of a page, by keyboard", () => {
  it("is walked through all that has a text or is a field, and is to be seen", () => {
    expect(pointable(document).map(nameOf)).toEqual(["Lista", "Ram", "Akt", "Namn", "1-1", "Ek", "Lind", "sist"]);
  });

  it("is come to at one place, the first cell of the list, and nowhere else", () => {
    expect(prepareWalk(document)).toBe(named("1-1"));
    expect([...document.querySelectorAll("[tabindex]")].map((each) => `${nameOf(each)} ${each.getAttribute("tabindex")}`)).toEqual(["1-1 0", "sist -1"]);
  });

  it("is come back to where one was", () => {
    prepareWalk(document);
    walkTo(named("Ek"));
    expect([document.activeElement, [...document.querySelectorAll("[tabindex='0']")]]).toEqual([named("Ek"), [named("Ek")]]);
  });

  it.each([
    ["1-1", "ArrowRight", "Ek"], ["1-1", "ArrowLeft", "Namn"], ["sist", "ArrowRight", null], ["Lista", "ArrowLeft", null],
    ["Namn", "ArrowDown", "Ek"], ["Ek", "ArrowDown", "Lind"], ["Lind", "ArrowUp", "Ek"], ["1-1", "ArrowDown", "Lind"],
    ["Lind", "ArrowDown", "sist"], ["Akt", "ArrowUp", "Ram"], ["sist", "Home", "Lista"], ["Ek", "End", "sist"], ["Ek", "x", null],
  ])("from %s %s leads to %s", (from, key, to) => {
    const element = from === "sist" ? document.querySelector("input")! : named(from);
    expect(nameOf(stepFrom(element, key, pointable(document)))).toBe(to);
  });
});
