import type { PlasmoCSConfig } from "plasmo";
import { askWorker, isViewerChanged } from "../messages.js";
import { followFrame } from "../overlay/follow-frame.js";

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

void followFrame(askWorker, (act) => {
  chrome.runtime.onMessage.addListener((message: unknown) => {
    if (isViewerChanged(message)) act();
  });
});
