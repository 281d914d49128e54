/** What Firefox has in place of a side panel; the types of Chrome's interfaces don't know it. */
interface Sidebar {
  /** Only in a click. */
  toggle(): Promise<void>;
}

/**
 * Makes the toolbar's icon open the worklist. The one place that knows in what kind of window a browser shows it: a side
 * panel, Firefox's sidebar, or none, and then the icon opens the settings.
 */
export function openWorklistFromIcon(): void {
  if ("sidePanel" in chrome) {
    void chrome.sidePanel.setPanelBehavior({ openPanelOnActionClick: true });
    return;
  }
  const { sidebarAction } = chrome as unknown as { readonly sidebarAction?: Sidebar };
  chrome.action.onClicked.addListener(() => void (sidebarAction ? sidebarAction.toggle() : chrome.runtime.openOptionsPage()));
}
