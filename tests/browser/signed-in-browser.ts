import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { launchChromium } from "./chromium.js";

/** Who signs in, and where. */
export interface SignInOptions {
  /** Folder of the built extension. */
  readonly extension: string;
  /** The gateway's address, without path. */
  readonly gateway: string;
  /** The issuer's address. */
  readonly issuer: string;
  /** The signature of who signs in; the issuer has to know them. */
  readonly person: string;
}

export interface SignedInBrowserOptions extends SignInOptions {
  /** The page to open when signed in. */
  readonly page: string;
  /** A window that a person sees, instead of a browser without one. */
  readonly headed?: boolean;
}

/** A browser with the extension signed in. */
export interface DemoBrowser {
  readonly context: BrowserContext;
  readonly page: Page;
  close(): Promise<void>;
}

/** Starts Chromium with the built extension, signs in as a person would, and opens a page. */
export async function openSignedInBrowser(options: SignedInBrowserOptions): Promise<DemoBrowser> {
  const context = await launchChromium({ extensionPath: options.extension, headed: options.headed ?? false });
  try {
    await signIn(context, options);
    const page = await context.newPage();
    await page.goto(options.page);
    return { context, page, close: () => context.close() };
  } catch (error) {
    await context.close();
    throw error;
  }
}

/** Writes the addresses on the extension's options page, signs in at the issuer, and closes the page. */
export async function signIn(context: BrowserContext, options: SignInOptions): Promise<void> {
  const page = await openOptions(context, options.extension);
  // The page fills its fields when it has read the settings: typing before that would be written over.
  await page.locator("input:not([value=''])").first().waitFor();
  await page.getByLabel("Gateway-adress").fill(options.gateway);
  await page.getByLabel("Inloggningstjänst").fill(options.issuer);
  await page.getByRole("button", { name: "Spara" }).click();
  await page.getByText("Sparat.").waitFor();
  await pickPerson(context, () => page.getByRole("button", { name: "Logga in" }).click(), options.person);
  await page.getByText(new RegExp(`^Du är inloggad som (.+ \\()?${options.person}\\b`)).waitFor();
  await page.close();
}

/** The extension's options page. */
export async function openOptions(context: BrowserContext, extension: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(extensionPage(extension, "options.html"));
  return page;
}

/** Address of one of the extension's own pages. */
export function extensionPage(extension: string, path: string): string {
  return `chrome-extension://${extensionId(extension)}/${path}`;
}

/** Does what opens the issuer's window, and picks a person there. */
export async function pickPerson(context: BrowserContext, open: () => Promise<void>, person: string): Promise<void> {
  const opened = context.waitForEvent("page", (page) => page.url().includes("/login/") || page.url() === "about:blank");
  await open();
  const login = await opened;
  await login.locator(`button[value="${person}"]`).click();
}

/** Where the issuer sends the extension's codes. */
export function redirectUri(extension: string): string {
  return `https://${extensionId(extension)}.chromiumapp.org/`;
}

/**
 * The id that Chromium gives an unpacked extension: the hash of the key in its manifest, or without one of its folder's
 * path, in the letters a to p.
 */
function extensionId(folder: string): string {
  const { key } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as { readonly key?: string };
  const named = key === undefined ? resolve(folder) : Buffer.from(key, "base64");
  const hash = createHash("sha256").update(named).digest("hex").slice(0, 32);
  return [...hash].map((figure) => String.fromCharCode("a".charCodeAt(0) + Number.parseInt(figure, 16))).join("");
}

/** For the worker to run: the machine is locked or open, as the browser tells it and as it says when it is asked. */
export function machineIs(state: "active" | "locked"): string {
  return `chrome.idle.queryState = () => Promise.resolve("${state}"); chrome.idle.onStateChanged.dispatch("${state}")`;
}
