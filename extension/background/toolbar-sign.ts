import { hasAll, missingPermissions } from "../missing-permissions.js";
import { toolbarTexts } from "../connection/texts.js";
import type { AllSettings } from "../settings.js";

/** Says on the icon that a click is missing, and no longer when it isn't. */
export async function showMissingPermissions(settings: AllSettings): Promise<void> {
  const isMissing = !hasAll(await missingPermissions(settings));
  await chrome.action.setBadgeText({ text: isMissing ? "!" : "" });
  await chrome.action.setTitle({ title: isMissing ? toolbarTexts.permissionMissing : toolbarTexts.name });
}
