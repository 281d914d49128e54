/**
 * Makes the toolbar's icon open the worklist. The one place that knows in what kind of window a browser shows it: where
 * there is no side panel, the icon opens the settings.
 */
export function openWorklistFromIcon(): void {
  if ("sidePanel" in chrome) void chrome.sidePanel.setPanelBehavior({ openPanelOnActionClick: true });
  else chrome.action.onClicked.addListener(() => void chrome.runtime.openOptionsPage());
}
