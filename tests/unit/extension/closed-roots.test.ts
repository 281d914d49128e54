import { afterEach, describe, expect, it, vi } from "vitest";
import { createHost, HOST_NAMES, mayUseHosts, rootOf } from "../../../extension/overlay/host.js";

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

describe("a page that gives our names a meaning", () => {
  /** As a page may; answers what its constructor has of each element of that name. */
  function define(name: string): readonly ElementInternals[] {
    const internals: ElementInternals[] = [];
    customElements.define(name, class extends HTMLElement {
      constructor() {
        super();
        internals.push(this.attachInternals());
      }
    });
    return internals;
  }

  it("is told from one that does not", () => {
    const before = mayUseHosts();
    define("overblick-notice");
    expect([before, mayUseHosts()]).toEqual([true, false]);
  });

  it("gets none of our roots by it, neither of elements that were there nor of later ones", () => {
    document.body.append(createHost("overblick-panel").host);
    const internals = define("overblick-panel");
    document.body.append(createHost("overblick-panel").host);
    expect(internals.map(({ shadowRoot }) => shadowRoot)).toEqual([null, null]);
  });
});
