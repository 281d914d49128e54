import type { Adapter } from "../../schema/adapter/adapter.js";
import { MAY_LEAVE } from "../leave-question.js";
import { caseAddress, type SeenSystem } from "../pages/case-address.js";

/** Where case systems are, and which tab shows one. Addresses of systems and numbers of tabs, nothing of a person. */
interface KnownTabs {
  /** The tab that a case was last opened in. */
  readonly opened?: number;
  /** The tab that a page of the case system was last read in. */
  readonly seen?: number;
}

/** More case systems than these nobody works in. */
const MOST_SYSTEMS = 5;

/** Opens cases in the case system, and remembers from its pages where that is. */
export class CaseTabs {
  readonly #adapters: () => Promise<readonly Adapter[]>;
  #noted = "";

  constructor(adapters: () => Promise<readonly Adapter[]>) {
    this.#adapters = adapters;
  }

  /** A page of a case system asked something. @param page `paraply/client-list` */
  async note(page: string, { origin, tab }: Pick<chrome.runtime.MessageSender, "origin" | "tab">): Promise<void> {
    const system = page.split("/")[0]!;
    const name = `${system} ${origin} ${tab?.id}`;
    if (origin === undefined || name === this.#noted) return;
    this.#noted = name;
    const others = (await readSeen()).filter((each) => each.system !== system);
    await chrome.storage.local.set({ caseSystems: [{ system, origin }, ...others].slice(0, MOST_SYSTEMS) });
    if (tab?.id !== undefined) await keepTabs({ ...(await readTabs()), seen: tab.id });
  }

  /**
   * Opens a case: in a tab of the case system where nothing is lost by that, else in a new one. False: no adapter says
   * where cases are.
   */
  async open(fileNumber: string): Promise<boolean> {
    const url = caseAddress(await this.#adapters(), fileNumber, await readSeen());
    if (url === null) return false;
    const { opened, seen } = await readTabs();
    for (const id of new Set([opened, seen])) {
      if (id !== undefined && (await mayLead(id))) return lead(id, url);
    }
    const tab = await chrome.tabs.create({ url });
    if (tab.id !== undefined) await keepTabs({ ...(await readTabs()), opened: tab.id });
    return true;
  }
}

/** Whether a tab shows a page of ours that may be left. */
async function mayLead(id: number): Promise<boolean> {
  try {
    return (await chrome.tabs.sendMessage<typeof MAY_LEAVE, unknown>(id, MAY_LEAVE, { frameId: 0 })) === true;
  } catch (error) {
    // Closed, or on a page that is none of ours: nobody there listens.
    console.debug("not asked", id, error);
    return false;
  }
}

async function lead(id: number, url: string): Promise<true> {
  const tab = await chrome.tabs.update(id, { url, active: true });
  if (tab?.windowId !== undefined) await chrome.windows.update(tab.windowId, { focused: true });
  await keepTabs({ ...(await readTabs()), opened: id });
  return true;
}

async function readSeen(): Promise<readonly SeenSystem[]> {
  return ((await chrome.storage.local.get("caseSystems"))["caseSystems"] as readonly SeenSystem[] | undefined) ?? [];
}

async function readTabs(): Promise<KnownTabs> {
  return ((await chrome.storage.session.get("caseTabs"))["caseTabs"] as KnownTabs | undefined) ?? {};
}

function keepTabs(caseTabs: KnownTabs): Promise<void> {
  return chrome.storage.session.set({ caseTabs });
}
