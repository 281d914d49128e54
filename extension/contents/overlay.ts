import type { PlasmoCSConfig } from "plasmo";
import { useLanguage } from "../language.js";
import { askWorker, ExtensionGone, isExtensionGone, isReachable, isViewerChanged } from "../messages.js";
import { followFrame, frameNames, type FrameSignals } from "../overlay/follow-frame.js";
import { asksToLeave, mayBeLeft } from "../overlay/leave.js";
import { answerWorkbench } from "../overlay/workbench-frame.js";
import { type FrameDescription, isWorkbenchRequest } from "../workbench/frame-messages.js";

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
      if (isViewerChanged(message)) void chooseLanguage().then(act, leave);
    });
  },
  onReachable: (act) => {
    chrome.runtime.onMessage.addListener((message: unknown) => {
      if (isReachable(message)) act();
    });
  },
  isGone: isExtensionGone,
  onPreview: (preview) => {
    const actions = { names: frameNames, preview, send: (description: FrameDescription) => void chrome.runtime.sendMessage(description) };
    const workbench = chrome.runtime.getURL("tabs/workbench.html");
    chrome.runtime.onMessage.addListener((message: unknown, sender, reply: (answer: unknown) => void) => {
      if (sender.id !== chrome.runtime.id || !sender.url?.startsWith(workbench) || !isWorkbenchRequest(message)) return;
      reply(answerWorkbench(message, actions));
    });
  },
};

/** Before anything is drawn, and anew when everything is. */
async function chooseLanguage(): Promise<void> {
  const chosen = await askWorker({ type: "language" });
  if (chosen.ok) useLanguage(chosen.data);
}

function leave(error: unknown): void {
  if (!(error instanceof ExtensionGone)) throw error;
}

void chooseLanguage().then(() => followFrame(askWorker, signals), leave);

chrome.runtime.onMessage.addListener((message: unknown, sender, reply: (answer: boolean) => void) => {
  if (sender.id === chrome.runtime.id && sender.tab === undefined && asksToLeave(message)) reply(mayBeLeft(document));
});
