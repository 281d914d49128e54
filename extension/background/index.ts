import type { Adapter } from "../../schema/adapter/adapter.js";
import { createAdapterCheck } from "../../schema/adapter/check-adapter.js";
import adapterSchema from "../../schema/adapter/page-adapter.schema.json";
import { language } from "../language.js";
import { type Answer, isMessage, type Message, VIEWER_CHANGED } from "../messages.js";
import { checkDecisionOperation } from "../operations/check-decision.js";
import type { Operation } from "../operations/operation.js";
import { overlayOperation } from "../operations/overlay.js";
import { pageAdaptersOperation } from "../operations/page-adapters.js";
import { reportPageHealthOperation } from "../operations/page-health.js";
import { viewerOperation } from "../operations/viewer.js";
import { readSettings } from "../settings.js";
import { currentAdapters, type StoredAdapters } from "./adapter-store.js";
import { DraftChecks } from "./draft-checks.js";
import { callGateway } from "./gateway.js";
import { PageHealthReports } from "./health-reports.js";
import { KeyBatch } from "./key-batch.js";
import { goToNextRow } from "./next-row.js";
import { type KnownSenders, mayAsk } from "./senders.js";
import { Session } from "./session.js";

// Only this worker talks to the gateway, and nothing that it learns of a person is kept: answers go straight back
// to the frame that asked.

const session = new Session();

/** Asks as whoever is signed in. A token that the gateway refuses before its end is renewed once: keys and clocks change. */
async function ask<Variables, Data>(operation: Operation<Variables, Data>, variables: Variables, purpose: string, signal?: AbortSignal): Promise<Answer<Data>> {
  const access = await session.access();
  if (!access.ok) return access;
  const answer = await callGateway(access.data, operation, variables, purpose, signal);
  if (answer.ok || answer.code !== "UNAUTHENTICATED") return answer;
  const another = await session.accessInsteadOf(access.data);
  return another.ok ? callGateway(another.data, operation, variables, purpose, signal) : another;
}

/** One for each page that is read for: whose data was read for what stands in the access log. */
const batches = new Map<string, KeyBatch>();

function batchFor(page: string): KeyBatch {
  const batch = batches.get(page) ?? new KeyBatch(async (keys) => {
    const answer = await ask(overlayOperation, { keys, language: language() }, page);
    return answer.ok ? { ok: true, data: answer.data.overlay } : answer;
  });
  batches.set(page, batch);
  return batch;
}

const draftChecks = new DraftChecks(async (draft, page, signal) => {
  const answer = await ask(checkDecisionOperation, { draft, language: language() }, page, signal);
  return answer.ok ? { ok: true, data: answer.data.checkDecision } : answer;
});

const health = new PageHealthReports((reports) => ask(reportPageHealthOperation, { reports }, "extension/health"));

const checkAdapter = createAdapterCheck(adapterSchema);

/** Frames of one page ask at the same moment: they share the answer. */
let adaptersOnTheWay: Promise<Answer<readonly Adapter[]>> | null = null;

function adapters(): Promise<Answer<readonly Adapter[]>> {
  adaptersOnTheWay ??= readAdapters().finally(() => { adaptersOnTheWay = null; });
  return adaptersOnTheWay;
}

async function readAdapters(): Promise<Answer<readonly Adapter[]>> {
  const { gateway } = await readSettings();
  return currentAdapters(gateway, {
    read: async () => ((await chrome.storage.local.get("adapters"))["adapters"] as StoredAdapters | undefined) ?? null,
    write: (stored) => chrome.storage.local.set({ adapters: stored }),
    fetch: async () => {
      const answer = await ask(pageAdaptersOperation, {}, "extension/adapters");
      return answer.ok ? { ok: true, data: answer.data.pageAdapters } : answer;
    },
    check: checkAdapter,
    now: Date.now,
  });
}

const known: KnownSenders = {
  id: chrome.runtime.id,
  ownOrigin: new URL(chrome.runtime.getURL("")).origin,
  scriptHosts: chrome.runtime.getManifest().content_scripts?.flatMap(({ matches }) => matches ?? []) ?? [],
  adapterHosts: async () => {
    const answer = await adapters();
    return answer.ok ? answer.data.flatMap(({ hosts }) => hosts) : [];
  },
};

/** Somebody else is there now: what the pages know and show is for whoever was there before. */
async function thenTellPages(change: Promise<Answer<null>>): Promise<Answer<null>> {
  const changed = await change;
  for (const batch of batches.values()) batch.forget();
  for (const { id } of await chrome.tabs.query({})) {
    // Most tabs are no pages of ours: nobody there listens.
    if (id !== undefined) chrome.tabs.sendMessage(id, VIEWER_CHANGED).catch((error: unknown) => console.debug("not told", id, error));
  }
  return changed;
}

async function answer(message: Message, { tab, frameId }: chrome.runtime.MessageSender): Promise<Answer<unknown>> {
  switch (message.type) {
    case "checkDecision":
      return draftChecks.check(`${tab?.id} ${frameId} ${message.page}`, message.draft, message.page);
    case "overlay":
      return batchFor(message.page).overlay(message.keys);
    case "adapters":
      return adapters();
    case "health":
      await health.report(message.reports);
      return { ok: true, data: null };
    case "viewer": {
      const viewer = await ask(viewerOperation, {}, "extension/options");
      return viewer.ok ? { ok: true, data: viewer.data.viewer } : viewer;
    }
    case "signIn":
      return thenTellPages(session.signIn());
    case "signOut":
      return thenTellPages(session.signOut());
    case "settings":
      await chrome.runtime.openOptionsPage();
      return { ok: true, data: null };
  }
}

async function answerIfAllowed(message: Message, sender: chrome.runtime.MessageSender): Promise<Answer<unknown>> {
  return (await mayAsk(message, sender, known)) ? answer(message, sender) : { ok: false, code: "FORBIDDEN" };
}

chrome.runtime.onMessage.addListener((message: unknown, sender, reply: (answer: Answer<unknown>) => void) => {
  if (sender.id !== chrome.runtime.id || !isMessage(message)) return false;
  answerIfAllowed(message, sender).then(reply, (error: unknown) => {
    console.error("FAULTY", message.type, error);
    reply({ ok: false, code: "FAULTY" });
  });
  return true;
});

chrome.commands.onCommand.addListener((_command, tab) => {
  if (tab?.id !== undefined) void goToNextRow(tab.id);
});

// The icon has no window of its own yet; what one looks for there is the settings.
chrome.action.onClicked.addListener(() => void chrome.runtime.openOptionsPage());
