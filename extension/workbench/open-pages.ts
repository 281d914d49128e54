import type { Adapter } from "../../schema/adapter/adapter.js";
import { type FrameCopy, type FrameDescription, isFrameDescription, PREVIEW_PORT, type WorkbenchRequest } from "./frame-messages.js";

/** A frame of an open tab in which our page script runs. */
export interface OpenPage {
  readonly tab: number;
  readonly frame: number;
  readonly url: string;
  readonly title: string;
  readonly names: readonly string[];
}

/** Frames answer at once or not at all. */
const ANSWERS_WITHIN_MS = 400;

/** All frames of all tabs in which our page script runs: it asks for no permission to read tabs. */
export async function findOpenPages(): Promise<OpenPage[]> {
  const call = crypto.randomUUID();
  const found: OpenPage[] = [];
  const listen = (message: unknown, sender: chrome.runtime.MessageSender): void => {
    if (sender.id !== chrome.runtime.id || sender.tab?.id === undefined || sender.frameId === undefined || !isFrameDescription(message, call)) return;
    const { url, title, names }: FrameDescription = message;
    found.push({ tab: sender.tab.id, frame: sender.frameId, url, title, names });
  };
  chrome.runtime.onMessage.addListener(listen);
  try {
    const tabs = await chrome.tabs.query({});
    await Promise.all(tabs.map(async ({ id }) => (id === undefined ? null : told(id, { type: "workbench", ask: "describe", call }))));
    await new Promise((resolve) => setTimeout(resolve, ANSWERS_WITHIN_MS));
  } finally {
    chrome.runtime.onMessage.removeListener(listen);
  }
  return found.toSorted((one, other) => one.tab - other.tab || one.frame - other.frame);
}

/** The document of a frame; null when it is gone. */
export async function copyFrame({ tab, frame }: OpenPage): Promise<FrameCopy | null> {
  return (await told(tab, { type: "workbench", ask: "copy" }, frame)) as FrameCopy | null;
}

/** Draws on an open page with an adapter, until what it answers is called. @param gone runs when the page is no longer there */
export function previewOn({ tab, frame }: OpenPage, adapter: Adapter, gone: () => void): () => void {
  const port = chrome.tabs.connect(tab, { frameId: frame, name: PREVIEW_PORT });
  port.onDisconnect.addListener(() => {
    // To be read, or the browser takes it for unnoticed.
    console.debug("preview ended", chrome.runtime.lastError);
    gone();
  });
  port.postMessage(adapter);
  return () => port.disconnect();
}

/** Null where nobody listens: most tabs are no pages of ours. */
async function told(tab: number, request: WorkbenchRequest, frameId?: number): Promise<unknown> {
  try {
    return (await chrome.tabs.sendMessage(tab, request, frameId === undefined ? {} : { frameId })) as unknown;
  } catch (error) {
    console.debug("not told", tab, error);
    return null;
  }
}
