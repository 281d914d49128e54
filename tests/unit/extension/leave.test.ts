import { afterEach, describe, expect, it } from "vitest";
import { asksToLeave, MAY_LEAVE } from "../../../extension/messages.js";
import { createHost } from "../../../extension/overlay/host.js";
import { mayBeLeft } from "../../../extension/overlay/leave.js";
import { dateField, textField } from "../../../extension/overlay/sending-form.js";

afterEach(() => { document.body.innerHTML = ""; });

const FORM = `<form><input name=a value=1><input type=checkbox name=b checked><input type=hidden name=c value=2><textarea name=d>text</textarea>
  <select name=e><option>one<option>two</select><select name=f><option>one<option selected>two</select><select name=g multiple><option>one</select></form>`;

describe("a page that the worklist would lead elsewhere", () => {
  it("may be left when nothing has been filled in", () => {
    document.body.innerHTML = FORM;
    expect(mayBeLeft(document)).toBe(true);
  });

  it.each<[string, (form: HTMLFormElement) => void]>([
    ["text", (form) => { (form.elements.namedItem("a") as HTMLInputElement).value = "3"; }],
    ["a tick", (form) => { (form.elements.namedItem("b") as HTMLInputElement).checked = false; }],
    ["a longer text", (form) => { (form.elements.namedItem("d") as HTMLTextAreaElement).value = "more"; }],
    ["a choice", (form) => { (form.elements.namedItem("e") as HTMLSelectElement).selectedIndex = 1; }],
    ["another choice than the given", (form) => { (form.elements.namedItem("f") as HTMLSelectElement).selectedIndex = 0; }],
    ["one choice of several", (form) => { (form.elements.namedItem("g") as HTMLSelectElement).options[0]!.selected = true; }],
  ])("may not when there is %s that would be lost", (_, fill) => {
    document.body.innerHTML = FORM;
    fill(document.querySelector("form")!);
    expect(mayBeLeft(document)).toBe(false);
  });

  it("may not when an older version has left a panel for what is written in it, which nobody else can read", () => {
    document.body.innerHTML = "<overblick-panel kept></overblick-panel>";
    expect(mayBeLeft(document)).toBe(false);
  });

  it.each([
    ["has something written in it", "Halvvägs", false],
    ["has nothing written in it", "", true],
  ])("%s: a form of ours counts, too", (_, written, may) => {
    const { host, root } = createHost("overblick-panel");
    const note = textField("Anteckning", null);
    root.append(note.element, dateField("Skickades", null, { value: "2022-11-30" }).element);
    document.body.append(host);
    note.input.value = written;
    expect(mayBeLeft(document)).toBe(may);
  });

  it.each([
    ["<div contenteditable>Utredning</div>", false],
    ["<div contenteditable></div>", true],
    ["<div contenteditable=false>Hjälp</div>", true],
  ])("with %s: text that can be edited counts as written", (html, may) => {
    document.body.innerHTML = html;
    expect(mayBeLeft(document)).toBe(may);
  });

  it("may not when it has frames, whose forms can't be seen", () => {
    document.body.innerHTML = "<iframe></iframe>";
    expect(mayBeLeft(document)).toBe(false);
  });

  it("is asked by one message alone", () => {
    expect([MAY_LEAVE, { type: "overlay" }, null, "mayLeave"].map(asksToLeave)).toEqual([true, false, false, false]);
  });
});
