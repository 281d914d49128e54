import type { Adapter } from "../../schema/adapter/adapter.js";
import { type Ask, ExtensionGone } from "../messages.js";
import type { Frame } from "../pages/match.js";
import { FrameOverlay } from "./frame-overlay.js";
import { mayUseHosts } from "./host.js";
import { previewAsk } from "./workbench-frame.js";

/** What this frame is called. Pages may rename their window; the element around them keeps the name that the frameset gave it. */
export function frameNames(): string[] {
  const holder = window.frameElement;
  return [...new Set([window.name, holder?.getAttribute("name") ?? "", holder?.id ?? ""])].filter((name) => name !== "");
}

function thisFrame(): Frame {
  return { get url() { return new URL(location.href); }, get names() { return frameNames(); }, document };
}

/** Starts the overlay of this frame once the adapters are known. Without them the page is left as it is. */
async function begin(ask: Ask): Promise<FrameOverlay | null> {
  const adapters = await ask({ type: "adapters" });
  return adapters.ok ? draw(adapters.data, ask) : null;
}

function draw(adapters: readonly Adapter[], ask: Ask): FrameOverlay | null {
  if (!mayUseHosts()) return null;
  const overlay = new FrameOverlay(thisFrame(), adapters, ask);
  overlay.start();
  return overlay;
}

/** What happens outside the frame that its overlay follows. */
export interface FrameSignals {
  /** Somebody has signed in or out. */
  readonly onViewerChanged: (act: () => void) => void;
  /** Somebody asks for the next row, by the command of the manifest; answers whether there is a list here. */
  readonly onNextRow: (act: () => boolean) => void;
  /** The workbench tries an adapter on this page; null: it has done. */
  readonly onPreview: (act: (adapter: Adapter | null) => void) => void;
}

/**
 * The overlay of this frame for as long as the page lives. When one comes back to the page, from signing in on the
 * options page or after lunch, it asks again for what it could not get and for what has grown old. When somebody else has
 * signed in, it forgets what the one before was told.
 */
export async function followFrame(ask: Ask, { onViewerChanged, onNextRow, onPreview }: FrameSignals): Promise<void> {
  let overlay: FrameOverlay | null = null;
  let isBeginning = false;
  let isPreview = false;
  const onVisibility = (): void => void look();
  const look = async (): Promise<void> => {
    if (document.visibilityState !== "visible" || isBeginning || isPreview) return;
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
  onNextRow(() => overlay?.goToNextRow() ?? false);
  onPreview((adapter) => {
    overlay?.stop();
    isPreview = adapter !== null;
    overlay = adapter === null ? null : draw([adapter], previewAsk);
    onVisibility();
  });
  await look();
}
