import type { Adapter } from "../../schema/adapter/adapter.js";
import { language } from "../language.js";
import { type Ask, ExtensionGone } from "../messages.js";
import type { Frame } from "../pages/match.js";
import { sayFarewell } from "./farewell.js";
import { FrameOverlay } from "./frame-overlay.js";
import { ALL_HOSTS, mayUseHosts } from "./host.js";
import { previewAsk } from "./workbench-frame.js";

/** What this frame is called. Pages may rename their window; the element around them keeps the name that the frameset gave it. */
export function frameNames(): string[] {
  const holder = window.frameElement;
  return [...new Set([window.name, holder?.getAttribute("name") ?? "", holder?.id ?? ""])].filter((name) => name !== "");
}

function thisFrame(): Frame {
  return { get url() { return new URL(location.href); }, get names() { return frameNames(); }, document };
}

/**
 * Starts the overlay of this frame once the adapters are known. Without them the page is left as it is.
 * @param failed runs when they are not: nothing is known of any page then, not even from earlier
 */
async function begin(ask: Ask, isGone: () => boolean, failed: () => void): Promise<FrameOverlay | null> {
  const adapters = await ask({ type: "adapters" });
  if (!adapters.ok) failed();
  return adapters.ok ? draw(adapters.data, ask, isGone) : null;
}

function draw(adapters: readonly Adapter[], ask: Ask, isGone: () => boolean): FrameOverlay | null {
  if (!mayUseHosts()) return null;
  const overlay = new FrameOverlay(thisFrame(), adapters, ask, { isGone });
  overlay.start();
  return overlay;
}

/**
 * An extension that was updated says nothing to the scripts that it leaves behind: they look for themselves, whenever somebody
 * does something or the page changes, and else so seldom that a page at rest is at rest. Oftener, every frame of every tab
 * would be awake for it, and have the browser collect a large page's garbage in the midst of reading.
 */
const LOOK_FOR_EXTENSION_MS = 30_000;
/**
 * A newer version tells an orphan that it is there, where something of ours stands on the page: that marks what is being written,
 * which the newer one would else take away with the rest.
 */
const NEWER = "overblick-newer";
const USER_ACTIONS = ["pointerover", "pointerdown", "keydown", "scroll"] as const;
/** Adapters are kept on disk: that there are none is a matter of an extension's first hour. */
const ADAPTERS_AGAIN_MS = 60_000;

/** What happens outside the frame that its overlay follows. */
export interface FrameSignals {
  /** Somebody has signed in or out, the machine was locked or unlocked, or settings have changed, the language among them. */
  readonly onViewerChanged: (act: () => void) => void;
  /** Somebody has answered something about a case. */
  readonly onCaseChanged: (act: (fileNumber: string) => void) => void;
  /** A service that was away answers again. */
  readonly onReachable: (act: () => void) => void;
  /** Somebody asks for the next row, by the command of the manifest; answers whether there is a list here. */
  readonly onNextRow: (act: () => boolean) => void;
  /** Whether the extension was updated or removed under the page. */
  readonly isGone: () => boolean;
  /** The workbench tries an adapter on this page; null: it has done. */
  readonly onPreview: (act: (adapter: Adapter | null) => void) => void;
}

/**
 * The overlay of this frame for as long as the page lives. When one comes back to the page, from signing in on the
 * options page or after lunch, it asks again for what it could not get and for what has grown old. When somebody else has
 * signed in, it forgets what the one before was told. When the extension is updated under the page, it leaves one sentence behind,
 * and no more than the newer version where that is on the page already; but never takes away what somebody is writing.
 */
export async function followFrame(ask: Ask, { onViewerChanged, onCaseChanged, onReachable, onNextRow, onPreview, isGone }: FrameSignals): Promise<void> {
  if (document.querySelector(ALL_HOSTS)) window.dispatchEvent(new Event(NEWER));
  let overlay: FrameOverlay | null = null;
  let isBeginning = false;
  const ended = new AbortController();
  /** Asked before anything is drawn as well: a page that changes tells, too. */
  const isOver = (): boolean => {
    if (isGone()) leave();
    return ended.signal.aborted;
  };
  /** The workbench's adapter, while that tries one. */
  let tried: Adapter | null = null;
  const drawTried = (): FrameOverlay | null => tried && draw([tried], previewAsk, isOver);
  const leave = (isReplaced = false): void => {
    if (ended.signal.aborted) return;
    ended.abort();
    clearInterval(watch);
    clearTimeout(again);
    const isMissed = overlay?.isRecognised ?? false;
    overlay?.stop(true);
    overlay = null;
    if (isMissed && !isReplaced && document.querySelector(ALL_HOSTS) === null) sayFarewell(document);
  };
  let again: ReturnType<typeof setTimeout> | undefined;
  const watch = setInterval(isOver, LOOK_FOR_EXTENSION_MS);
  for (const type of USER_ACTIONS) window.addEventListener(type, isOver, { capture: true, passive: true, signal: ended.signal });
  window.addEventListener(NEWER, () => {
    if (isGone()) leave(true);
  }, { signal: ended.signal });
  const onVisibility = (): void => void look();
  const look = async (): Promise<void> => {
    if (isOver() || document.visibilityState !== "visible" || isBeginning || tried) return;
    if (overlay) {
      overlay.retry();
      return;
    }
    isBeginning = true;
    try {
      overlay = await begin(ask, isOver, () => {
        clearTimeout(again);
        again = setTimeout(onVisibility, ADAPTERS_AGAIN_MS);
      });
    } catch (error) {
      if (!(error instanceof ExtensionGone)) throw error;
      leave();
    } finally {
      isBeginning = false;
    }
  };
  document.addEventListener("visibilitychange", onVisibility, { signal: ended.signal });
  // The browser may keep the page as it stands, and show it again much later.
  window.addEventListener("pagehide", ({ persisted }) => {
    if (persisted) overlay?.putAside();
  }, { signal: ended.signal });
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) onVisibility();
  }, { signal: ended.signal });
  onViewerChanged(() => {
    // Another language may have been chosen as well: what is made keeps its words.
    if (overlay && overlay.language !== language()) {
      overlay.stop();
      overlay = drawTried();
    }
    if (overlay) overlay.viewerChanged();
    else onVisibility();
  });
  onCaseChanged((fileNumber) => overlay?.caseChanged(fileNumber));
  onReachable(onVisibility);
  onNextRow(() => overlay?.goToNextRow() ?? false);
  onPreview((adapter) => {
    overlay?.stop();
    tried = adapter;
    overlay = drawTried();
    onVisibility();
  });
  await look();
}
