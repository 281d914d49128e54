import { beforeEach, describe, expect, it } from "vitest";
import { followPreview } from "../../../extension/overlay/workbench-frame.js";
import type { Adapter } from "../../../schema/adapter/adapter.js";

const ADAPTER: Adapter = { system: "demo", title: "Demo", version: 1, hosts: ["http://localhost/*"], pages: [] };

/** One end of a port, as a frame holds it. */
function port() {
  const heard = { message: (_adapter: Adapter): void => undefined, end: (): void => undefined };
  const end = {
    onMessage: { addListener: (listener: typeof heard.message) => { heard.message = listener; } },
    onDisconnect: { addListener: (listener: typeof heard.end) => { heard.end = listener; } },
  };
  return { heard, end: end as unknown as chrome.runtime.Port };
}

let shown: (Adapter | null)[];
let follow: (port: chrome.runtime.Port) => void;
beforeEach(() => {
  shown = [];
  follow = followPreview((adapter) => shown.push(adapter));
});

describe("what a workbench has a frame show", () => {
  it("goes with the workbench", () => {
    const { heard, end } = port();
    follow(end);
    heard.message(ADAPTER);
    heard.end();
    expect(shown).toEqual([ADAPTER, null]);
  });

  it("stays when it is another adapter by now, of another port, and the former ends late", () => {
    const [former, later] = [port(), port()];
    for (const each of [former, later]) {
      follow(each.end);
      each.heard.message(ADAPTER);
    }
    former.heard.end();
    expect(shown).toEqual([ADAPTER, ADAPTER]);
  });
});
