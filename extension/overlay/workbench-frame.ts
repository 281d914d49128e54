import type { Adapter } from "../../schema/adapter/adapter.js";
import type { Ask } from "../messages.js";
import type { CaseKey, CaseOverlay } from "../operations/overlay.js";
import { keyTitle, panelTexts } from "../texts.js";
import type { FrameCopy, FrameDescription, WorkbenchRequest } from "../workbench/frame-messages.js";
import { ALL_HOSTS } from "./host.js";

/** What a page script does for the workbench of the city's IT. */
export interface FrameActions {
  readonly names: () => readonly string[];
  readonly send: (description: FrameDescription) => void;
}

/** Does what the workbench asks; answers what is to be answered at once. */
export function answerWorkbench(request: WorkbenchRequest, { names, send }: FrameActions): FrameCopy | null {
  switch (request.ask) {
    case "describe":
      send({ type: "workbenchFrame", call: request.call, url: location.href, title: document.title, names: names() });
      return null;
    case "copy":
      return { html: copyOf(document), url: location.href, names: names() };
  }
}

/**
 * Draws for a workbench, from the adapter that comes by its port until that ends. Of two the later one counts.
 * @param preview draws with one adapter, and as {@link previewAsk} answers; null: as always
 */
export function followPreview(preview: (adapter: Adapter | null) => void): (port: chrome.runtime.Port) => void {
  let shown: chrome.runtime.Port | null = null;
  return (port) => {
    port.onMessage.addListener((adapter: Adapter) => {
      shown = port;
      preview(adapter);
    });
    port.onDisconnect.addListener(() => {
      if (shown === port) preview(null);
    });
  };
}

function copyOf(document: Document): string {
  const copy = document.documentElement.cloneNode(true) as Element;
  for (const host of copy.querySelectorAll(ALL_HOSTS)) host.remove();
  // In a document without a doctype selectors tell letter case apart less: the copy must not have one either.
  return (document.doctype ? "<!DOCTYPE html>" : "") + copy.outerHTML;
}

/** Answers in place of the worker: of every client it knows the number and nothing else. */
export const previewAsk = ((message: Parameters<Ask>[0]) =>
  Promise.resolve({ ok: true, data: message.type === "overlay" ? message.keys.map(previewOverlay) : null })) as Ask;

function previewOverlay(key: CaseKey): CaseOverlay {
  return {
    key: { fileNumber: "fileNumber" in key ? key.fileNumber : null, personalNumber: "personalNumber" in key ? key.personalNumber : null },
    fileNumber: null,
    on: "",
    status: "UNKNOWN",
    protected: false,
    findings: [],
    nextDueOn: null,
    dataFrom: null,
    dataLoadedAt: null,
    incompleteBecause: [panelTexts.preview(keyTitle(key))],
  };
}
