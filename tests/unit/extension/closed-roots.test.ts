import { afterEach, describe, expect, it, vi } from "vitest";
import { createHost, HOST_NAMES, rootOf } from "../../../extension/overlay/host.js";

afterEach(() => { vi.restoreAllMocks(); });

describe("our elements", () => {
  it.each(HOST_NAMES)("%s keeps its words in a closed root, which this script alone can find", (name) => {
    const attach = vi.spyOn(Element.prototype, "attachShadow");
    const { host, root } = createHost(name);
    expect(attach.mock.calls).toEqual([[{ mode: "closed" }]]);
    expect(rootOf(host)).toBe(root);
  });

  it("are none that the page made", () => {
    expect(rootOf(document.createElement("overblick-badge"))).toBeNull();
  });
});
