import { type Ask, ExtensionGone } from "../messages.js";
import { FrameOverlay } from "./frame-overlay.js";
import { mayUseHosts } from "./host.js";

/** Pages may rename their window; the element around them keeps the name that the frameset gave it. */
function frameNames(): string[] {
  const holder = window.frameElement;
  return [window.name, holder?.getAttribute("name") ?? "", holder?.id ?? ""].filter((name) => name !== "");
}

/** Starts the overlay of this frame once the adapters are known. Without them the page is left as it is. */
async function begin(ask: Ask): Promise<FrameOverlay | null> {
  const adapters = await ask({ type: "adapters" });
  if (!adapters.ok || !mayUseHosts()) return null;
  const frame = { get url() { return new URL(location.href); }, get names() { return frameNames(); }, document };
  const overlay = new FrameOverlay(frame, adapters.data, ask);
  overlay.start();
  return overlay;
}

/**
 * The overlay of this frame for as long as the page lives. When one comes back to the page, from signing in on the
 * options page or after lunch, it asks again for what it could not get and for what has grown old. When somebody else has
 * signed in, it forgets what the one before was told.
 */
export async function followFrame(ask: Ask, onViewerChanged: (act: () => void) => void): Promise<void> {
  let overlay: FrameOverlay | null = null;
  let isBeginning = false;
  const onVisibility = (): void => void look();
  const look = async (): Promise<void> => {
    if (document.visibilityState !== "visible" || isBeginning) return;
    if (overlay) {
      overlay.retry();
      return;
    }
    isBeginning = true;
    try {
      overlay = await begin(ask);
    } catch (error) {
      if (!(error instanceof ExtensionGone)) throw error;
      document.removeEventListener("visibilitychange", onVisibility);
    } finally {
      isBeginning = false;
    }
  };
  document.addEventListener("visibilitychange", onVisibility);
  onViewerChanged(() => {
    if (overlay) overlay.viewerChanged();
    else onVisibility();
  });
  await look();
}
