import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import { violations } from "./axe.js";
import { launchChromium } from "./chromium.js";
import { openVardweb, shownRows, VARDWEB_ROWS } from "./overlay-pages.js";
import { OPEN_EXTENSION } from "./open-roots.js";
import { openOverlayWorld, type OverlayWorld } from "./overlay-world.js";
import { openOptions, signIn } from "./signed-in-browser.js";

/** Clients of the sample: one finding and nothing else; a plan that is missing, alarms, and two months of performed time. */
const ONE_FINDING = "597282-2";
const MUCH = "617026-9";

const MANAGER: Viewer = { subject: "CHEF", roles: ["MANAGER"], units: ["HALAO1", "HALAO2"] };

let world: OverlayWorld;
let context: BrowserContext;

beforeAll(async () => {
  world = await openOverlayWorld([{ name: MANAGER.subject, work: "", viewer: MANAGER }]);
  context = await launchChromium({ extensionPath: OPEN_EXTENSION });
  await signIn(context, { ...world, extension: OPEN_EXTENSION, person: MANAGER.subject });
});
afterAll(async () => {
  await context.close();
  await world.close();
});
afterEach(async () => {
  for (const page of context.pages()) if (page.url() !== "about:blank") await page.close();
});

/** What has the keyboard, in whichever shadow root. */
function keyboardAt(page: Page): Promise<{ host: string; name: string; row: string }> {
  return page.evaluate(() => {
    const host = document.activeElement;
    let at = host;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return { host: host?.localName ?? "", name: (at?.getAttribute("aria-label") ?? at?.textContent ?? "").trim(), row: host?.closest("tr")?.textContent ?? "" };
  });
}

/** Presses Tab until something has the keyboard. */
async function tabTo(page: Page, isThere: (at: Awaited<ReturnType<typeof keyboardAt>>) => boolean): Promise<void> {
  for (let presses = 0; presses < 600; presses += 1) {
    await page.keyboard.press("Tab");
    if (isThere(await keyboardAt(page))) return;
  }
  throw new Error("Tab does not lead there.");
}

async function openCase(fileNumber: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${world.pages}/paraply/klient/visa?akt=${fileNumber}`);
  await page.locator("overblick-badge").getByRole("button").click();
  return page;
}

describe("with the keyboard alone", () => {
  it("one goes from the list to the panel, acknowledges, and comes back to a badge that says so", async () => {
    const page = await openVardweb(context, world.pages);
    await shownRows(page, VARDWEB_ROWS);
    await tabTo(page, ({ host, row }) => host === "overblick-badge" && row.includes(ONE_FINDING));
    await page.keyboard.press("Enter");
    await page.locator("overblick-panel").waitFor();
    await tabTo(page, ({ name }) => name === "Kvittera");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Besök bokat");
    await tabTo(page, ({ name }) => name === "Kvittera");
    await page.keyboard.press("Enter");
    await page.locator(VARDWEB_ROWS).filter({ hasText: ONE_FINDING }).locator("overblick-badge[status=ok]").waitFor();
    expect(await page.locator("overblick-panel .said").innerText()).toMatch(/^Kvitterad av CHEF 2022-11-30, gäller till och med 2023-02-28: Besök bokat$/);
    expect(await keyboardAt(page)).toMatchObject({ host: "overblick-panel" });
    await page.keyboard.press("Escape");
    expect(await keyboardAt(page)).toMatchObject({ host: "overblick-badge", name: expect.stringMatching(/^Inget att göra/) as string });
  });
});

describe("the panel of a list", () => {
  it("loads the case when it is asked to, and moves the keyboard there", async () => {
    const page = await openVardweb(context, world.pages);
    await shownRows(page, VARDWEB_ROWS);
    await page.locator(VARDWEB_ROWS).filter({ hasText: ONE_FINDING }).locator("overblick-badge").getByRole("button").press("Enter");
    await tabTo(page, ({ name }) => name === "Visa hela akten");
    await page.keyboard.press("Enter");
    await page.locator("overblick-panel").getByRole("region", { name: "Beslut och beställningar" }).waitFor();
    expect(await keyboardAt(page)).toMatchObject({ host: "overblick-panel", name: "Akten" });
  });
});

describe("the page of a client", () => {
  it("shows decisions, orders with their plans, on-call lists and costs at once", async () => {
    const panel = (await openCase(MUCH)).locator("overblick-panel");
    await panel.getByRole("heading", { name: "Akten" }).waitFor();
    expect(await panel.locator("h4").allInnerTexts()).toEqual(["Ledsagning", "Dagverksamhet", "Avlösning"]);
    expect(await panel.locator(".order").nth(2).locator("p").first().innerText()).toBe("Från 2021-12-10 · 6 timmar i månaden");
    expect(await panel.getByRole("region", { name: "Jourlarm" }).locator("tbody tr").allInnerTexts()).toEqual(["oktober 2022\t1\t0\t0\t0", "september 2022\t1\t0\t0\t0"]);
    expect(await panel.getByRole("region", { name: "Kostnad i månaden" }).locator("dd").first().innerText()).toBe("okänd: pris saknas, eller går inte att räkna på");
  });

  it("has a chart of twelve months in which what is not reported is unknown, and the same as a table", async () => {
    const panel = (await openCase(MUCH)).locator("overblick-panel");
    const chart = panel.getByRole("img", { name: "Diagram över tolv månader. Senast rapporterat: oktober 2022, 6 utförda av 6 beställda timmar." });
    await chart.waitFor();
    expect([await chart.locator("rect.performed").count(), await chart.locator("text.unreported").count()]).toEqual([2, 10]);
    await panel.getByText("Siffrorna som tabell").click();
    expect(await panel.locator(".hours tbody tr").allInnerTexts()).toEqual([
      ...["december 2021", "januari 2022", "februari 2022", "mars 2022", "april 2022", "maj 2022", "juni 2022", "juli 2022", "augusti 2022"].map((month) => `${month}\tokänt\tokänt`),
      "september 2022\t6\t6,3", "oktober 2022\t6\t6", "november 2022\tokänt\tokänt",
    ]);
  });

  it("copies the letter to a provider, and records that it was sent", async () => {
    const page = await openCase(MUCH);
    const panel = page.locator("overblick-panel");
    await panel.getByRole("button", { name: "Påminn utföraren" }).click();
    await panel.getByRole("button", { name: "Kopiera brevet till utföraren" }).click();
    await panel.getByText("Brevet är kopierat.").waitFor();
    await panel.getByLabel("Anteckning (frivillig)").press("Control+v");
    const pasted = await panel.getByLabel("Anteckning (frivillig)").inputValue();
    expect(pasted).toContain("7100103");
    expect(pasted).toBe(await panel.getByLabel("Brev till utföraren").inputValue());
    await panel.getByLabel("Anteckning (frivillig)").fill("Ringde");
    await panel.getByRole("button", { name: "Notera påminnelsen" }).click();
    await panel.locator(".order").getByText("Utföraren påmind 2022-11-30 av CHEF: Ringde").waitFor();
    expect(await panel.locator(".findings .said").innerText()).toBe("Utföraren påmind 2022-11-30 av CHEF: Ringde");
  });

  it("keeps what was written while the gateway is away, and sends it when it is back", async () => {
    const page = await openCase(MUCH);
    const panel = page.locator("overblick-panel");
    const finding = panel.locator(".findings > li").filter({ hasText: "Bevakningsdatum saknas" });
    await finding.getByRole("button", { name: "Varningen är fel" }).click();
    await finding.getByLabel("Vad är fel?").fill("Datumet står i ett annat beslut");
    await world.withoutGateway(async () => {
      await finding.getByRole("button", { name: "Spara" }).click();
      await finding.getByText("Tjänsten går inte att nå just nu.").waitFor();
      expect(await finding.getByLabel("Vad är fel?").inputValue()).toBe("Datumet står i ett annat beslut");
    });
    // Whoever presses at once is told that the gateway is away without being sent there again (decision 43).
    await expect.poll(async () => {
      await finding.locator("form").evaluate((form) => { (form as HTMLFormElement).requestSubmit(); });
      return finding.getByText("Varningen är fel, enligt CHEF 2022-11-30: Datumet står i ett annat beslut").count();
    }, { timeout: 20_000 }).toBe(1);
  });
});

describe.each(["light", "dark"] as const)("in the %s", (colorScheme) => {
  it("neither the case nor the forms keep anybody out", async () => {
    const page = await openCase(MUCH);
    await page.emulateMedia({ colorScheme });
    const panel = page.locator("overblick-panel");
    await panel.getByText("Siffrorna som tabell").click();
    await panel.getByRole("button", { name: "Påminn utföraren" }).click();
    await panel.getByRole("button", { name: "Kopiera brevet till utföraren" }).click();
    await panel.getByText("Brevet är kopierat.").waitFor();
    const finding = panel.locator(".findings > li").filter({ hasText: "Bevakningsdatum saknas" });
    await finding.getByRole("button", { name: "Kvittera", exact: true }).click();
    await finding.getByRole("button", { name: "Kvittera", exact: true }).last().click();
    await finding.getByText("Skriv en anteckning.").waitFor();
    expect((await violations(page)).filter((fault) => fault.includes("overblick-panel"))).toEqual([]);
  });
});

describe("a form in the panel", () => {
  it("submits nothing of the page, and tells it of no key", async () => {
    const page = await openCase(MUCH);
    await page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      for (const type of ["keydown", "keypress", "keyup", "beforeinput", "input", "change", "submit", "click", "focusin", "paste"]) {
        document.addEventListener(type, () => heard.push(type));
      }
    });
    const finding = page.locator("overblick-panel .findings > li").filter({ hasText: "Beslutet om dagverksamhet" });
    await finding.getByRole("button", { name: "Kvittera", exact: true }).click();
    await page.keyboard.type("Bokad");
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+c");
    await page.keyboard.press("Control+v");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await finding.getByText("Kvitterad av CHEF").waitFor();
    expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([]);
    expect(page.url()).toBe(`${world.pages}/paraply/klient/visa?akt=${MUCH}`);
  });
});

/** As if its time had run out; and has the pages ask for the case again, of a worker that knows nothing more. */
async function endSignIn(): Promise<void> {
  const options = await openOptions(context, OPEN_EXTENSION);
  const session = await context.newCDPSession(options);
  await session.send("ServiceWorker.enable");
  await session.send("ServiceWorker.stopAllWorkers");
  await options.evaluate(`(async () => {
    await chrome.storage.session.remove("signIn");
    for (const { id } of await chrome.tabs.query({})) chrome.tabs.sendMessage(id, { type: "caseChanged", fileNumber: "${MUCH}" }).catch(() => undefined);
  })()`);
  await options.close();
}

// The last: nobody is signed in after it.
describe("what is being written", () => {
  it("stays when the sign-in runs out, with nothing of the case around it", async () => {
    const page = await openCase(MUCH);
    const panel = page.locator("overblick-panel");
    await panel.getByRole("region", { name: "Beslut och beställningar" }).waitFor();
    await panel.getByRole("button", { name: "Påminn utföraren" }).click();
    await panel.getByLabel("Anteckning (frivillig)").fill("Ringde, de skickar planen på fredag");
    await endSignIn();
    await panel.locator(".said").getByText("Uppgifterna i akten kan inte visas just nu.").waitFor();
    expect(await panel.getByLabel("Anteckning (frivillig)").inputValue()).toBe("Ringde, de skickar planen på fredag");
    expect(await panel.getByRole("heading").count()).toBe(2);
    expect([await panel.getByText("Avlösning").count(), await page.locator("overblick-badge").count()]).toEqual([0, 0]);
    expect((await violations(page)).filter((fault) => fault.includes("overblick-panel"))).toEqual([]);
  });
});
