/**
 * Whether the machine is locked. Kept in `storage.session`: the worker that hears of the unlocking is seldom the one that
 * heard of the locking.
 */
export async function isLocked(): Promise<boolean> {
  return (await chrome.storage.session.get("locked"))["locked"] === true;
}

/** Follows the lock. @param changed runs after it was locked, and after it was unlocked */
export function followLock(changed: (locked: boolean) => Promise<void>): void {
  chrome.idle.onStateChanged.addListener((state) => void follow(state === "locked", changed));
}

async function follow(locked: boolean, changed: (locked: boolean) => Promise<void>): Promise<void> {
  // Somebody who comes back from a pause without a lock has changed nothing.
  if (locked === (await isLocked())) return;
  await chrome.storage.session.set({ locked });
  await changed(locked);
}
