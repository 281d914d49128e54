import type { BrowserContext, Worker } from "playwright-core";
import { launchChromium } from "./chromium.js";

/**
 * A Chromium with the extension, signed in without an issuer: the token stands where the extension keeps one, and the stub
 * gateway takes it unread. For tests that are about pages.
 * @param gateway address of a stub gateway
 * @param different a profile to use, and an issuer, where a test is about them
 */
export async function openStubbedBrowser(extension: string, gateway: string, { userDataDir, issuer = "http://127.0.0.1:4002" }: { userDataDir?: string; issuer?: string } = {}): Promise<BrowserContext> {
  const context = await launchChromium({ extensionPath: extension, userDataDir });
  const worker: Worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
  await worker.evaluate(async (settings) => {
    const { storage } = (globalThis as unknown as { chrome: { storage: Record<"local" | "session", { set(items: object): Promise<void> }> } }).chrome;
    // Chromium's own language is that of the machine, whatever the pages are told.
    await storage.local.set({ ...settings, language: "SV" });
    await storage.session.set({ signIn: { madeWith: settings, accessToken: "token", refreshToken: null, endsAt: Date.now() + 3_600_000 } });
  }, { gateway, issuer, clientId: "overblick-extension" });
  return context;
}
