import type { BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import { EXTENSION_CLIENT } from "../oidc-issuer/issuer.js";
import { launchChromium } from "./chromium.js";
import { openVardweb, shownRows, VARDWEB_ROWS } from "./overlay-pages.js";
import { OPEN_EXTENSION } from "./open-roots.js";
import { openOverlayWorld, type OverlayWorld } from "./overlay-world.js";
import { openOptions, pickPerson, signIn } from "./signed-in-browser.js";

const OWN: Viewer = { subject: "NIHA13", roles: ["CASEWORKER"], units: ["HALAO1"] };
const COLLEAGUE: Viewer = { subject: "MOEK12", roles: ["CASEWORKER"], units: ["HALAO1"] };
const WITHOUT_UNIT: Viewer = { subject: "INGEN1", roles: ["CASEWORKER"], units: [] };
/** A client of NIHA13's whose identity is protected. */
const PROTECTED = "259862-6";
/** So short that each use renews it. */
const TOKEN_SECONDS = 45;

let world: OverlayWorld;
let context: BrowserContext;

beforeAll(async () => {
  world = await openOverlayWorld([OWN, COLLEAGUE, WITHOUT_UNIT].map((viewer) => ({ name: viewer.subject, work: "", viewer })), TOKEN_SECONDS);
});
afterAll(() => world.close());

beforeEach(async () => {
  context = await launchChromium({ extensionPath: OPEN_EXTENSION });
  await signIn(context, { ...world, extension: OPEN_EXTENSION, person: "NIHA13" });
});
afterEach(() => context.close());

interface Kept {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** What the extension keeps of the sign-in, read on its own page. */
async function kept(): Promise<Kept | null> {
  const page = await openOptions(context, OPEN_EXTENSION);
  await page.getByText(/^Du är (inte )?inloggad/).waitFor();
  const found = await page.evaluate<{ signIn?: Kept }>("chrome.storage.session.get()");
  await page.close();
  return found.signIn ?? null;
}

async function openList(): Promise<Page> {
  const page = await openVardweb(context, world.pages);
  await shownRows(page, VARDWEB_ROWS);
  return page;
}

async function signOut(): Promise<void> {
  const options = await openOptions(context, OPEN_EXTENSION);
  await options.getByRole("button", { name: "Logga ut" }).click();
  await options.getByText("Du är utloggad.").waitFor();
  await options.close();
}

describe("signed in", () => {
  it("one sees on the options page who one is", async () => {
    const options = await openOptions(context, OPEN_EXTENSION);
    await options.getByText("Du är inloggad som Nils Hallberg (NIHA13), biståndshandläggare, enhet Beställarenheten äldre Hägersten-Älvsjö (HALAO1).").waitFor();
    expect(await options.getByRole("button", { name: "Logga in" }).count()).toBe(0);
  });

  it("one's tokens are in memory alone", async () => {
    // What was left as the build suggests it, such as the client, is not kept.
    const options = await openOptions(context, OPEN_EXTENSION);
    expect(await options.evaluate("chrome.storage.local.get().then((kept) => Object.keys(kept).sort())")).toEqual(["gateway", "issuer"]);
  });

  it("one goes on with renewed tokens when the first has ended", async () => {
    const before = await kept();
    await openList();
    const after = await kept();
    await openList();
    expect(before?.accessToken).toMatch(/^ey/);
    expect([after?.accessToken === before?.accessToken, after?.refreshToken === before?.refreshToken]).toEqual([false, false]);
  });
});

describe("signed out", () => {
  it("one sees no badges, on open pages neither, and can sign in there as somebody else", async () => {
    const page = await openList();
    await signOut();
    const summary = page.locator("overblick-summary");
    await summary.locator(".words").getByText("Logga in för att se").waitFor();
    expect(await page.locator("overblick-badge").count()).toBe(0);
    await pickPerson(context, () => summary.getByRole("button", { name: "Logga in" }).click(), "MOEK12");
    expect(await shownRows(page, VARDWEB_ROWS)).toHaveLength(25);
    const options = await openOptions(context, OPEN_EXTENSION);
    await options.getByText(/Du är inloggad som .*\(MOEK12\)/).waitFor();
  });

  it("one has no token left that would renew anything", async () => {
    const options = await openOptions(context, OPEN_EXTENSION);
    await options.getByText(/Du är inloggad som .*\(NIHA13\)/).waitFor();
    const newest = await options.evaluate<string>("chrome.storage.session.get().then(({ signIn }) => signIn.refreshToken)");
    await options.getByRole("button", { name: "Logga ut" }).click();
    await options.getByText("Du är utloggad.").waitFor();
    expect(await kept()).toBeNull();
    const body = new URLSearchParams({ grant_type: "refresh_token", client_id: EXTENSION_CLIENT, refresh_token: newest });
    const answer = await fetch(`${world.issuer}/token`, { method: "POST", body });
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: "invalid_grant" }]);
  });

  it("one is told so when the issuer's window is closed", async () => {
    await signOut();
    const options = await openOptions(context, OPEN_EXTENSION);
    const opened = context.waitForEvent("page");
    await options.getByRole("button", { name: "Logga in" }).click();
    await (await opened).close();
    await options.getByText("Inloggningen avbröts eller nekades. Försök igen.").waitFor();
  });

  it("one whom the gateway gives no role learns why nothing is shown", async () => {
    await signOut();
    const options = await openOptions(context, OPEN_EXTENSION);
    await pickPerson(context, () => options.getByRole("button", { name: "Logga in" }).click(), "INGEN1");
    await options.getByText("kontot har ingen behörighet i Överblick").waitFor();
  });
});

describe("a person with a protected identity", () => {
  async function badgeOf(fileNumber: string): Promise<Locator> {
    const page = await context.newPage();
    await page.goto(`${world.pages}/vardweb/Klient.aspx?akt=${fileNumber}`);
    const badge = page.locator("overblick-badge");
    await badge.waitFor();
    return badge;
  }

  it("has a lock on the badge, and details that stay closed until asked for", async () => {
    const badge = await badgeOf(PROTECTED);
    expect(await badge.getByRole("button").getAttribute("aria-label")).toMatch(/^Skyddade personuppgifter\. /);
    await badge.getByRole("button").click();
    const panel = badge.page().locator("overblick-panel");
    await panel.getByText("Skyddade personuppgifter").waitFor();
    expect(await panel.getByText("Data från").count()).toBe(0);
    await panel.getByRole("button", { name: "Visa uppgifter om skyddad person" }).click();
    await panel.getByText("Data från").waitFor();
  });

  it("is unknown to the colleague, as somebody of another unit is", async () => {
    await signOut();
    const options = await openOptions(context, OPEN_EXTENSION);
    await pickPerson(context, () => options.getByRole("button", { name: "Logga in" }).click(), "MOEK12");
    await options.getByText(/Du är inloggad som .*\(MOEK12\)/).waitFor();
    const badge = await badgeOf(PROTECTED);
    expect(await badge.getByRole("button").getAttribute("aria-label")).toMatch(/^Okänt/);
  });
});
