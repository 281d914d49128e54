import { createHash } from "node:crypto";
import { resolve } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { launchChromium } from "./chromium.js";

export interface SignedInBrowserOptions {
  /** Folder of the built extension. */
  readonly extension: string;
  /** The gateway's address, without path. */
  readonly gateway: string;
  readonly token: string;
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

/** Starts Chromium with the built extension, signs in on its options page as a person would, and opens a page. */
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

/** Writes address and token on the extension's options page and saves them. */
export async function signIn(context: BrowserContext, { extension, gateway, token }: Omit<SignedInBrowserOptions, "page" | "headed">): Promise<void> {
  const options = await context.newPage();
  await options.goto(`chrome-extension://${extensionId(extension)}/options.html`);
  await options.getByLabel("Gateway-adress").fill(gateway);
  await options.getByLabel("Klistra in token").fill(token);
  await options.getByRole("button", { name: "Testa anslutningen" }).click();
  await options.getByText("Anslutningen fungerar").waitFor();
  await options.close();
}

/** The id that Chromium gives an unpacked extension: the hash of its folder's path, in the letters a to p. */
function extensionId(folder: string): string {
  const hash = createHash("sha256").update(resolve(folder)).digest("hex").slice(0, 32);
  return [...hash].map((figure) => String.fromCharCode("a".charCodeAt(0) + Number.parseInt(figure, 16))).join("");
}
