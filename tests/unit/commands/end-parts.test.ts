import { expect, test } from "vitest";
import { endParts } from "../../../gateway/commands/end-parts.js";

/** Parts that write down when they begin to end, and end when they are let. */
function parts() {
  const begun: string[] = [];
  const letGo = new Map<string, () => void>();
  const ends = (name: string) => (): Promise<void> => {
    begun.push(name);
    return new Promise((resolve) => letGo.set(name, resolve));
  };
  const running = {
    gateway: { close: ends("gateway") }, closeInbox: ends("inbox"), calendar: { stop: ends("calendar") }, loader: { stop: ends("loader") }, sealing: { stop: ends("sealing") },
  };
  const through = async (name: string): Promise<void> => {
    letGo.get(name)!();
    await new Promise(setImmediate);
  };
  return { begun, running, through };
}

test("no request is taken while the inbox comes to its end", () => {
  const { begun, running } = parts();
  void endParts(running);
  expect(begun).toEqual(["gateway", "inbox"]);
});

test("what the calendar has the loader do is not waited for", async () => {
  const { begun, running, through } = parts();
  void endParts(running);
  for (const name of ["inbox", "gateway"]) await through(name);
  expect(begun).toEqual(["gateway", "inbox", "calendar", "loader"]);
});

test("the last seal comes when nothing is answered or loaded any more", async () => {
  const { begun, running, through } = parts();
  const ended = endParts(running);
  for (const name of ["inbox", "gateway", "calendar", "loader"]) {
    expect(begun).not.toContain("sealing");
    await through(name);
  }
  await through("sealing");
  await ended;
  expect(begun.at(-1)).toBe("sealing");
});
