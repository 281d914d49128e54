/** A machine that nobody has touched for this long is as good as locked: nobody looks, and no sign-in is kept alive by a clock. */
const UNTOUCHED_SECONDS = 30 * 60;
/** Firefox never says that a machine is locked: whoever locks it and goes has to count as gone soon. */
const UNTOUCHED_SECONDS_FIREFOX = 5 * 60;

/**
 * Whether the machine is locked, or has been left. Kept in `storage.session`: the worker that hears of the unlocking is
 * seldom the one that heard of the locking.
 */
export async function isLocked(): Promise<boolean> {
  return (await chrome.storage.session.get("locked"))["locked"] === true;
}

/** Follows the lock. @param changed runs after it was locked, and after it was unlocked */
export function followLock(changed: () => Promise<void>): void {
  const isFirefox = chrome.runtime.getURL("").startsWith("moz-extension:");
  chrome.idle.setDetectionInterval(isFirefox ? UNTOUCHED_SECONDS_FIREFOX : UNTOUCHED_SECONDS);
  chrome.idle.onStateChanged.addListener((state) => void follow(state !== "active", changed));
}

async function follow(locked: boolean, changed: () => Promise<void>): Promise<void> {
  // One that is locked after it was left has changed nothing.
  if (locked === (await isLocked())) return;
  await chrome.storage.session.set({ locked });
  await changed();
}
