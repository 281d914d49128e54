import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { violations } from "./axe.js";
import { OPEN_EXTENSION } from "./open-roots.js";
import { openOptions, redirectUri } from "./signed-in-browser.js";
import { openStubbedBrowser } from "./stubbed-browser.js";
import { startStubGateway, type StubGateway } from "./stub-gateway.js";

/** An issuer that describes itself, and leads back whoever asks with the client and the redirect address that it knows. */
interface StubIssuer {
  readonly url: string;
  name: string;
  client: string;
}

let gateway: StubGateway;
let server: Server;
let issuer: StubIssuer;
let context: BrowserContext;
let options: Page;

function startIssuer(): Promise<StubIssuer> {
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, issuer.url);
    if (pathname === "/.well-known/openid-configuration") {
      response.writeHead(200, { "content-type": "application/json" });
      return void response.end(JSON.stringify({ issuer: issuer.name, authorization_endpoint: `${issuer.url}/auth`, token_endpoint: `${issuer.url}/token` }));
    }
    const isKnown = searchParams.get("client_id") === issuer.client && searchParams.get("redirect_uri") === redirectUri(OPEN_EXTENSION);
    if (!isKnown) return void response.writeHead(400).end("invalid_client");
    response.writeHead(303, { location: `${searchParams.get("redirect_uri")!}?error=login_required` }).end();
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    resolve({ url, name: url, client: "overblick-extension" });
  }));
}

beforeAll(async () => {
  gateway = await startStubGateway();
  issuer = await startIssuer();
});
afterAll(async () => {
  await gateway.close();
  server.close();
});
beforeEach(async () => {
  Object.assign(issuer, { name: issuer.url, client: "overblick-extension" });
  gateway.itself.ready = { ready: true };
  context = await openStubbedBrowser(OPEN_EXTENSION, gateway.url, { issuer: issuer.url });
  options = await openOptions(context, OPEN_EXTENSION);
  await options.getByText(/Du är inloggad som .*\(NIHA13\)/).waitFor();
});
afterEach(() => context.close());

/** Runs the connection test, and answers what the lines that are not well say. */
async function notWell(): Promise<string[]> {
  await options.getByRole("button", { name: "Testa anslutningen" }).click();
  await options.getByRole("status").filter({ hasText: /fel|inga fel/i }).waitFor();
  return options.locator("[data-state]:not([data-state=OK])").evaluateAll((lines) => lines.map((line) => `${line.getAttribute("data-step")} ${line.getAttribute("data-state")}`));
}

describe("the connection test", () => {
  it("finds all in order where it is, and says so aloud", async () => {
    expect(await notWell()).toEqual([]);
    expect(await options.locator("[data-step]").count()).toBe(16);
    await options.getByRole("status").filter({ hasText: "Inga fel." }).waitFor();
  });

  it("shows the redirect address that the issuer is to know", async () => {
    await notWell();
    await options.locator("[data-step=redirect]").getByText(redirectUri(OPEN_EXTENSION)).waitFor();
    await options.getByRole("button", { name: "Kopiera adressen" }).waitFor();
  });

  it("says what a gateway waits for", async () => {
    gateway.itself.ready = { ready: false, waitsFor: "migrations" };
    expect(await notWell()).toEqual(["ready FAULT"]);
    await options.getByText("Gatewayen är i gång men väntar på att databasen uppdateras.").waitFor();
  });

  it("says that another service answers", async () => {
    await saveGateway(issuer.url);
    expect(await notWell()).toEqual([
      "identity FAULT", "ready NOT_TESTED", "version NOT_TESTED", "clock NOT_TESTED", "signedIn FAULT", "role NOT_TESTED", "adapters NOT_TESTED",
    ]);
    await options.getByText(`På ${issuer.url} svarar något annat än Överblicks gateway`).waitFor();
  });

  it("says that nobody answers, and leads to the address", async () => {
    await saveGateway("http://127.0.0.1:9");
    expect((await notWell())[0]).toBe("reachable FAULT");
    expect(await options.getByRole("link", { name: "Öppna adressen i en ny flik" }).getAttribute("href")).toBe("http://127.0.0.1:9");
  });

  it("says that the browser does not permit an address, and so does the top of the page", async () => {
    await saveGateway("https://overblick.invalid");
    await options.getByText("Tjänster som inte kan nås än: https://overblick.invalid").waitFor();
    expect((await notWell())[0]).toBe("reachable FAULT");
    await options.getByText("Webbläsaren släpper inte fram tillägget till https://overblick.invalid.").waitFor();
  });

  it("tells an issuer that names itself otherwise, letter for letter", async () => {
    issuer.name = `${issuer.url}/`;
    expect(await notWell()).toEqual(["issuerName FAULT"]);
    await options.getByText(`Tjänsten kallar sig ${issuer.url}/ men i inställningarna står ${issuer.url}.`).waitFor();
  });

  it("tells a client that the issuer does not know", async () => {
    issuer.client = "another";
    expect(await notWell()).toEqual(["client FAULT", "redirect FAULT"]);
  });

  async function saveGateway(address: string): Promise<void> {
    await options.getByLabel("Gateway-adress").fill(address);
    await options.getByRole("button", { name: "Spara" }).click();
    await options.getByText("Sparat.").waitFor();
  }
});

describe("the options page", () => {
  it("changes its language as soon as another is chosen", async () => {
    await options.getByLabel("Språk").selectOption("EN");
    await options.getByRole("button", { name: "Spara" }).click();
    await options.getByText(/You are signed in as .+ \(NIHA13\), caseworker, unit .+ \(HALAO1\)\./).waitFor();
    expect(await options.evaluate("document.documentElement.lang")).toBe("en");
  });

  it("refuses a host that is none, and names it", async () => {
    await options.getByLabel("Verksamhetssystemets värdar").fill("https://*/*");
    await options.getByRole("button", { name: "Spara" }).click();
    await options.getByText("”https://*/*” är ingen värd.").waitFor();
  });

  it("locks what the administrator has set, and says why", async () => {
    const page = await context.newPage();
    await page.addInitScript(() => {
      const { chrome } = globalThis as unknown as { chrome: { storage: object } };
      const values = { gateway: "https://overblick.example.se", hosts: ["https://sosys.example.se/*"], issuer: "login.example.se" };
      Object.defineProperty(chrome.storage, "managed", { value: { get: () => Promise.resolve(values) } });
    });
    await page.goto(options.url());
    const field = page.getByLabel("Gateway-adress");
    await field.waitFor();
    expect(await field.inputValue()).toBe("https://overblick.example.se");
    expect(await field.getAttribute("readonly")).not.toBeNull();
    expect(await page.getByLabel("Klient-id").getAttribute("readonly")).toBeNull();
    expect(await page.getByText("Bestämt av stadens policy: det kan bara ändras där.").count()).toBe(2);
    await page.getByText("Stadens policy har värden som inte går att använda: inloggningstjänst.").waitFor();
  });

  it.each(["light", "dark"] as const)("has nothing that axe finds fault with (%s)", async (colorScheme) => {
    await options.emulateMedia({ colorScheme });
    await options.getByLabel("Verksamhetssystemets värdar").fill("https://sosys.example.se");
    await options.getByRole("button", { name: "Spara" }).click();
    await options.getByText("Ett klick återstår").waitFor();
    await notWell();
    expect(await violations(options)).toEqual([]);
  });
});
