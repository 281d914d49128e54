/** Where the gateway is, and where one signs in to it. */
export interface Settings {
  /** Origin of the gateway without a slash at the end, such as `https://overblick.example.se`. */
  readonly gateway: string;
  /** The city's issuer of tokens, letter for letter as it names itself. */
  readonly issuer: string;
  /** What the extension is called at the issuer. */
  readonly clientId: string;
}

/** What this build suggests; build-extension.mjs sets it. */
const SUGGESTED: Settings = {
  gateway: process.env["PLASMO_PUBLIC_GATEWAY"] ?? "http://127.0.0.1:4000",
  issuer: process.env["PLASMO_PUBLIC_ISSUER"] ?? "http://127.0.0.1:4002",
  clientId: process.env["PLASMO_PUBLIC_CLIENT"] ?? "overblick-extension",
};

/** What is asked for at the issuer: some name there the gateway that the token is for. */
export const SCOPE = process.env["PLASMO_PUBLIC_SCOPE"] ?? "openid offline_access";

/** The settings of this browser, or what the build suggests. Nothing of them is secret. */
export async function readSettings(): Promise<Settings> {
  const saved = await chrome.storage.local.get(["gateway", "issuer", "clientId"]);
  const either = (name: keyof Settings): string => {
    const value: unknown = saved[name];
    return typeof value === "string" && value !== "" ? value : SUGGESTED[name];
  };
  return { gateway: either("gateway"), issuer: either("issuer"), clientId: either("clientId") };
}

/** Saves them. A sign-in that was made with others is none any more. */
export async function saveSettings({ gateway, issuer, clientId }: Settings): Promise<void> {
  await chrome.storage.local.set({ gateway, issuer, clientId });
}

/** The origin of what was typed as the gateway's address, or null when it is no web address. */
export function gatewayAddress(typed: string): string | null {
  return issuerAddress(typed) === null ? null : new URL(typed.trim()).origin;
}

/** What was typed as the issuer's address, or null when it is no web address. Not a letter of it may change. */
export function issuerAddress(typed: string): string | null {
  const address = typed.trim();
  if (!URL.canParse(address)) return null;
  const { protocol } = new URL(address);
  return protocol === "http:" || protocol === "https:" ? address : null;
}
