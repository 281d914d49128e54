import { type Answer, isMessage, type Message } from "../messages.js";
import { overlayOperation } from "../operations/overlay.js";
import { pageAdaptersOperation } from "../operations/page-adapters.js";
import { viewerOperation } from "../operations/viewer.js";
import type { Adapter } from "../pages/adapter.js";
import { readSettings } from "../settings.js";
import { currentAdapters, type StoredAdapters } from "./adapter-store.js";
import { callGateway } from "./gateway.js";
import { KeyBatch } from "./key-batch.js";

// Only this worker talks to the gateway, and nothing that it learns of a person is kept: answers go straight back
// to the frame that asked.

const batch = new KeyBatch(async (keys) => {
  const answer = await callGateway(await readSettings(), overlayOperation, { keys });
  return answer.ok ? { ok: true, data: answer.data.overlay } : answer;
});

/** Frames of one page ask at the same moment: they share the answer. */
let adaptersOnTheWay: Promise<Answer<readonly Adapter[]>> | null = null;

async function adapters(): Promise<Answer<readonly Adapter[]>> {
  const settings = await readSettings();
  return currentAdapters(settings.gateway, {
    read: async () => ((await chrome.storage.local.get("adapters"))["adapters"] as StoredAdapters | undefined) ?? null,
    write: (stored) => chrome.storage.local.set({ adapters: stored }),
    fetch: async () => {
      const answer = await callGateway(settings, pageAdaptersOperation, {});
      return answer.ok ? { ok: true, data: answer.data.pageAdapters } : answer;
    },
    now: Date.now,
  });
}

async function answer(message: Message): Promise<Answer<unknown>> {
  switch (message.type) {
    case "overlay":
      return batch.overlay(message.keys);
    case "adapters":
      adaptersOnTheWay ??= adapters().finally(() => { adaptersOnTheWay = null; });
      return adaptersOnTheWay;
    case "viewer": {
      const viewer = await callGateway(await readSettings(), viewerOperation, {});
      return viewer.ok ? { ok: true, data: viewer.data.viewer } : viewer;
    }
    case "settings":
      await chrome.runtime.openOptionsPage();
      return { ok: true, data: null };
  }
}

chrome.runtime.onMessage.addListener((message: unknown, sender, reply: (answer: Answer<unknown>) => void) => {
  if (sender.id !== chrome.runtime.id || !isMessage(message)) return false;
  answer(message).then(reply, (error: unknown) => {
    console.error("FAULTY", message.type, error);
    reply({ ok: false, code: "FAULTY" });
  });
  return true;
});

// The icon has no window of its own yet; what one looks for there is the settings.
chrome.action.onClicked.addListener(() => void chrome.runtime.openOptionsPage());
