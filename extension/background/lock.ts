/** A machine that nobody has touched for this long is as good as locked: nobody looks, and no sign-in is kept alive by a clock. */
const UNTOUCHED_SECONDS = 30 * 60;
/** Firefox never says that a machine is locked: whoever locks it and goes has to count as gone soon. */
const UNTOUCHED_SECONDS_FIREFOX = 5 * 60;

/**
 * Whether the machine is locked, or has been left. Kept in `storage.session`: the worker that hears of the unlocking is
 * seldom the one that heard of the locking. To be made while the worker starts.
 */
export class Lock {
  readonly #changed: () => Promise<void>;
  readonly #untouchedSeconds = chrome.runtime.getURL("").startsWith("moz-extension:") ? UNTOUCHED_SECONDS_FIREFOX : UNTOUCHED_SECONDS;
  /** The browser may tell twice before the first is kept: one after the other, or the older could have the last word. */
  #followed: Promise<void> = Promise.resolve();

  /** @param changed runs after it was locked, and after it was unlocked */
  constructor(changed: () => Promise<void>) {
    this.#changed = changed;
    chrome.idle.setDetectionInterval(this.#untouchedSeconds);
    chrome.idle.onStateChanged.addListener((state) => void this.#follow(state !== "active"));
  }

  /** Looks for itself before it says so: a worker that was stopped has not heard of the unlocking. */
  readonly isLocked = async (): Promise<boolean> => {
    await this.#followed;
    if (!(await isKept())) return false;
    // Some browsers can't be asked.
    if (!("queryState" in chrome.idle) || (await chrome.idle.queryState(this.#untouchedSeconds)) !== "active") return true;
    await this.#follow(false);
    return false;
  };

  #follow(locked: boolean): Promise<void> {
    const failed = (error: unknown): void => console.error("LOCK_NOT_FOLLOWED", error);
    const kept = this.#followed.then(async () => {
      // One that is locked after it was left has changed nothing.
      if (locked === (await isKept())) return;
      await chrome.storage.session.set({ locked });
      this.#changed().catch(failed);
    });
    this.#followed = kept.catch(failed);
    return this.#followed;
  }
}

async function isKept(): Promise<boolean> {
  return (await chrome.storage.session.get("locked"))["locked"] === true;
}
