/** Where the gateway is and with which token it is asked. */
export interface Settings {
  /** Origin of the gateway without a slash at the end, such as `https://overblick.example.se`. */
  readonly gateway: string;
  readonly token: string | null;
}

/** The gateway that this build suggests; build-extension.mjs sets it. */
const SUGGESTED_GATEWAY = process.env["PLASMO_PUBLIC_GATEWAY"] ?? "http://127.0.0.1:4000";

/**
 * The address is kept on disk. The token is kept in memory alone (`storage.session`, which page scripts cannot read)
 * and is gone when the browser closes.
 */
export async function readSettings(): Promise<Settings> {
  const [{ gateway }, { token }] = await Promise.all([
    chrome.storage.local.get("gateway"),
    chrome.storage.session.get("token"),
  ]);
  return {
    gateway: typeof gateway === "string" && gateway !== "" ? gateway : SUGGESTED_GATEWAY,
    token: typeof token === "string" && token !== "" ? token : null,
  };
}

/** Saves both; without a token one is signed out. */
export async function saveSettings(settings: Settings): Promise<void> {
  await Promise.all([
    chrome.storage.local.set({ gateway: settings.gateway }),
    settings.token === null ? chrome.storage.session.remove("token") : chrome.storage.session.set({ token: settings.token }),
  ]);
}

/** The origin of what was typed as the gateway's address, or null when it is no web address. */
export function gatewayAddress(typed: string): string | null {
  if (!URL.canParse(typed.trim())) return null;
  const { protocol, origin } = new URL(typed.trim());
  return protocol === "http:" || protocol === "https:" ? origin : null;
}
