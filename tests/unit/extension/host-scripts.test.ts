import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { registerHosts, scriptHosts } from "../../../extension/background/host-scripts.js";
import { SettingsFollower } from "../../../extension/background/settings-follower.js";
import { ToolbarIcon } from "../../../extension/background/toolbar-icon.js";
import { language, useLanguage } from "../../../extension/language.js";
import { askForPermissions, missingPermissions } from "../../../extension/missing-permissions.js";
import { readAllSettings } from "../../../extension/settings.js";
import { type FakeBrowser, fakeBrowser } from "./fake-browser.js";

const HOST = "https://sosys.example.se/*";
const OTHER = "https://other.example.se/paraply/*";
const CONNECTION = ["http://127.0.0.1/*"];

let browser: FakeBrowser;

beforeEach(() => {
  browser = fakeBrowser();
  browser.granted = [...CONNECTION];
});
afterEach(() => {
  useLanguage("SV");
  vi.unstubAllGlobals();
});

describe("the page script", () => {
  it("is registered for hosts that are permitted, in all frames, for good", async () => {
    browser.granted.push(HOST);
    await registerHosts([HOST, OTHER]);
    expect(browser.registered).toEqual([
      { id: "overblick-hosts", js: ["overlay.1234.js"], matches: [HOST], excludeMatches: ["https://built.example.se/*"], allFrames: true, runAt: "document_idle", persistAcrossSessions: true },
    ]);
  });

  it("is registered once, and not again when nothing changed", async () => {
    browser.granted.push(HOST);
    await registerHosts([HOST]);
    await registerHosts([HOST]);
    expect(browser.registrations).toEqual(["register"]);
  });

  it("is registered anew when a host comes, and when a new version has another script", async () => {
    browser.granted.push(HOST, "https://other.example.se/*");
    await registerHosts([HOST]);
    await registerHosts([HOST, OTHER]);
    browser.registered = browser.registered.map((script) => ({ ...script, js: ["overlay.old.js"] }));
    await registerHosts([HOST, OTHER]);
    expect([browser.registrations, browser.registered[0]?.matches, browser.registered[0]?.js]).toEqual([["register", "update", "update"], [HOST, OTHER], ["overlay.1234.js"]]);
  });

  it("is taken away when no host is left", async () => {
    browser.granted.push(HOST);
    await registerHosts([HOST]);
    await registerHosts([]);
    expect(browser.registered).toEqual([]);
  });

  it("is heard from the hosts of the build and from those that it is registered for", async () => {
    browser.granted.push(HOST);
    await registerHosts([HOST, OTHER]);
    expect(await scriptHosts()).toEqual(["https://built.example.se/*", HOST]);
  });
});

describe("a worker that follows the settings", () => {
  /** What was registered at each time when the pages were told. */
  let told: unknown[] = [];
  /** How often the pages were told that they may ask again. */
  let permitted: number;
  let icon: ToolbarIcon;

  /** Starts one, and waits until it has done what the settings say. */
  async function follow(): Promise<void> {
    told = [];
    icon = new ToolbarIcon();
    permitted = 0;
    new SettingsFollower({ icon, tellPages: () => Promise.resolve(void told.push(browser.registered)), permitted: () => { permitted += 1; } });
    // What stands on the icon is looked at last.
    const looked = vi.spyOn(icon, "permissionMissing");
    await vi.waitFor(() => expect(looked).toHaveBeenCalled());
    await looked.mock.results[0]?.value;
  }

  it("says on the icon that a click is missing for a host that the policy names, and runs nothing there", async () => {
    browser.managed = { hosts: [HOST] };
    await follow();
    expect([browser.badge, browser.title, browser.registered]).toEqual(["!", "Överblick: ett klick återstår. Öppna Överblick och tillåt", []]);
  });

  it("registers the host and clears the icon after the click", async () => {
    browser.managed = { hosts: [HOST] };
    await follow();
    expect(await askForPermissions(await missingPermissions(await readAllSettings()))).toBe(true);
    browser.tell("permissions.onAdded", { origins: [HOST] });
    await vi.waitFor(() => expect(browser.badge).toBe(""));
    expect(browser.registered.map(({ matches }) => matches)).toEqual([[HOST]]);
  });

  it("has the pages ask again after a click, and forget nothing", async () => {
    await follow();
    browser.tell("permissions.onAdded", { origins: CONNECTION });
    await vi.waitFor(() => expect(permitted).toBe(1));
    expect(told).toEqual([]);
  });

  it("notices that the user took the permission back, and tells the pages when nobody there is heard any more", async () => {
    browser.managed = { hosts: [HOST] };
    browser.granted.push(HOST);
    await follow();
    browser.granted = [...CONNECTION];
    browser.tell("permissions.onRemoved", { origins: [HOST] });
    await vi.waitFor(() => expect(told).toEqual([[]]));
    expect(browser.badge).toBe("!");
  });

  it("follows a policy that comes or goes while it runs", async () => {
    browser.granted.push(HOST);
    await follow();
    browser.managed = { hosts: [HOST], language: "en" };
    browser.tell("storage.onChanged", { hosts: {} }, "managed");
    await vi.waitFor(() => expect(browser.registered).toHaveLength(1));
    expect(language()).toBe("EN");
    browser.managed = { language: "en" };
    browser.tell("storage.onChanged", { hosts: {} }, "managed");
    await vi.waitFor(() => expect(browser.registered).toEqual([]));
  });

  it("asks for the gateway's address too, where the policy names one that the build does not", async () => {
    browser.managed = { gateway: "https://overblick.example.se" };
    await follow();
    expect([browser.badge, await missingPermissions(await readAllSettings())]).toEqual(["!", { pages: [], addresses: ["https://overblick.example.se"] }]);
  });

  it("says that a click is missing for a host of the build that the user has taken back", async () => {
    browser.grantedOfBuild = [];
    await follow();
    expect([browser.badge, await missingPermissions(await readAllSettings())]).toEqual(["!", { pages: ["https://built.example.se/*"], addresses: [] }]);
  });

  it("leaves on the icon what others show, and shows it again after the click", async () => {
    browser.badge = "12";
    await follow();
    expect(browser.badge).toBe("12");
    browser.managed = { hosts: [HOST] };
    browser.tell("storage.onChanged", { hosts: {} }, "managed");
    await vi.waitFor(() => expect(browser.badge).toBe("!"));
    await icon.setBadgeText({ text: "13" });
    await icon.setTitle({ title: "13 försenade" });
    expect(browser.badge).toBe("!");
    browser.granted.push(HOST);
    browser.tell("permissions.onAdded", { origins: [HOST] });
    await vi.waitFor(() => expect([browser.badge, browser.title]).toEqual(["13", "13 försenade"]));
  });

  it("registers once, however many changes come at the same time", async () => {
    browser.granted.push(HOST);
    await follow();
    browser.managed = { hosts: [HOST] };
    for (let change = 0; change < 3; change++) browser.tell("storage.onChanged", { hosts: {} }, "managed");
    await vi.waitFor(() => expect(told).toHaveLength(3));
    expect(browser.registrations).toEqual(["register"]);
  });

  it("stays as it is when the user says no", async () => {
    browser.managed = { hosts: [HOST] };
    browser.saysYes = false;
    await follow();
    expect(await askForPermissions(await missingPermissions(await readAllSettings()))).toBe(false);
    expect([browser.badge, browser.registered]).toEqual(["!", []]);
  });
});
