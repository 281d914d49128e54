import type { PlasmoCSConfig } from "plasmo";
import { changedCase } from "../case-messages.js";
import { language, useLanguage } from "../language.js";
import { askWorker, ExtensionGone, isExtensionGone, isNextRow, isReachable, isViewerChanged } from "../messages.js";
import { followFrame, frameNames, type FrameSignals } from "../overlay/follow-frame.js";
import { asksToLeave } from "../leave-question.js";
import { mayBeLeft } from "../overlay/leave.js";
import { useStyle } from "../overlay/sheets.js";
import { answerWorkbench, followPreview } from "../overlay/workbench-frame.js";
import { type FrameDescription, isWorkbenchRequest, PREVIEW_PORT } from "../workbench/frame-messages.js";

// Literals only: Plasmo reads this without running it, and takes <all_urls> for what it cannot read. The build fills
// in the hosts (build-extension.mjs) and drops the places that are left over; a test reads the built manifest.
export const config: PlasmoCSConfig = {
  matches: [
    "$OVERBLICK_HOST_1", "$OVERBLICK_HOST_2", "$OVERBLICK_HOST_3", "$OVERBLICK_HOST_4",
    "$OVERBLICK_HOST_5", "$OVERBLICK_HOST_6", "$OVERBLICK_HOST_7", "$OVERBLICK_HOST_8",
    "$OVERBLICK_HOST_9", "$OVERBLICK_HOST_10", "$OVERBLICK_HOST_11", "$OVERBLICK_HOST_12",
  ],
  all_frames: true,
  run_at: "document_idle",
};

const signals: FrameSignals = {
  onViewerChanged: (act) => {
    chrome.runtime.onMessage.addListener((message: unknown) => {
      if (!isViewerChanged(message)) return;
      const before = language();
      // What is shown goes at once; that the language is another, too, is told later.
      act();
      chooseLooks().then(() => {
        if (language() !== before) act();
      }).catch(leave);
    });
  },
  onCaseChanged: (act) => {
    chrome.runtime.onMessage.addListener((message: unknown) => {
      const fileNumber = changedCase(message);
      if (fileNumber !== null) act(fileNumber);
    });
  },
  onReachable: (act) => {
    chrome.runtime.onMessage.addListener((message: unknown) => {
      if (isReachable(message)) act();
    });
  },
  onNextRow: (act) => {
    chrome.runtime.onMessage.addListener((message: unknown, _sender, reply: (went: boolean) => void) => {
      if (isNextRow(message) && (hasKeyboard() || !message.onlyFocused) && act()) reply(true);
    });
  },
  isGone: isExtensionGone,
  onPreview: (preview) => {
    const actions = { names: frameNames, send: (description: FrameDescription) => void chrome.runtime.sendMessage(description) };
    const workbench = chrome.runtime.getURL("tabs/workbench.html");
    const isWorkbench = (sender?: chrome.runtime.MessageSender): boolean => sender?.id === chrome.runtime.id && sender.url?.startsWith(workbench) === true;
    chrome.runtime.onMessage.addListener((message: unknown, sender, reply: (answer: unknown) => void) => {
      if (isWorkbench(sender) && isWorkbenchRequest(message)) reply(answerWorkbench(message, actions));
    });
    const follow = followPreview(preview);
    chrome.runtime.onConnect.addListener((port) => {
      if (port.name === PREVIEW_PORT && isWorkbench(port.sender)) follow(port);
    });
  },
};

/** Whether this frame has it: while one of its own frames has, the browser says so of both. */
function hasKeyboard(): boolean {
  return document.hasFocus() && !document.activeElement?.matches("iframe, frame");
}

/** Before anything is drawn, and anew when everything is. Answers whether the worker has told. */
async function chooseLooks(): Promise<boolean> {
  const looks = await askWorker({ type: "looks" });
  if (!looks.ok) return false;
  useLanguage(looks.data.language);
  useStyle(looks.data.style);
  return true;
}

/** A worker that doesn't say even that is broken or being replaced: nothing is drawn without it. */
const LOOKS_AGAIN_MS = 60_000;

async function start(): Promise<void> {
  while (!(await chooseLooks())) await new Promise((resolve) => setTimeout(resolve, LOOKS_AGAIN_MS));
  await followFrame(askWorker, signals);
}

function leave(error: unknown): void {
  if (!(error instanceof ExtensionGone)) throw error;
}

/** Of this version's own world of scripts, which the page doesn't see. What the page names so is an element, and never `true`. */
const own = globalThis as { overblickRuns?: unknown };

// The worker of a new version runs this on pages that stand open; the browser may have done so before it.
if (own.overblickRuns !== true) {
  own.overblickRuns = true;
  start().catch(leave);
  chrome.runtime.onMessage.addListener((message: unknown, sender, reply: (answer: boolean) => void) => {
    if (sender.id === chrome.runtime.id && sender.tab === undefined && asksToLeave(message)) reply(mayBeLeft(document));
  });
}
