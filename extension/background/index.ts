import type { Adapter } from "../../schema/adapter/adapter.js";
import { createAdapterCheck } from "../../schema/adapter/check-adapter.js";
import adapterSchema from "../../schema/adapter/page-adapter.schema.json";
import { caseChanged } from "../case-messages.js";
import { language } from "../language.js";
import { type Answer, isMessage, type Message, REACHABLE, VIEWER_CHANGED } from "../messages.js";
import { checkDecisionOperation } from "../operations/check-decision.js";
import { overlayOperation } from "../operations/overlay.js";
import { pageAdaptersOperation } from "../operations/page-adapters.js";
import { reportPageHealthOperation } from "../operations/page-health.js";
import type { Viewer } from "../operations/viewer.js";
import { viewerOperation } from "../operations/viewer.js";
import type { WorklistCounts, WorkOwner } from "../operations/worklist.js";
import { deskOperation, worklistCountsOperation, worklistOperation } from "../operations/worklist.js";
import { CASE_STYLE } from "../overlay/case-style.js";
import { STYLE } from "../overlay/style.js";
import { readSettings } from "../settings.js";
import { answerCaseMessage } from "./case-work.js";
import { currentAdapters, type StoredAdapters } from "./adapter-store.js";
import { createAsk } from "./ask-gateway.js";
import { CaseTabs } from "./case-tabs.js";
import { Connection, type ConnectionMemory } from "./connection.js";
import { Counter, followAlarm } from "./counter.js";
import { DraftChecks } from "./draft-checks.js";
import { PageHealthReports } from "./health-reports.js";
import { scriptHosts } from "./host-scripts.js";
import { KeyBatch } from "./key-batch.js";
import { Lock } from "./lock.js";
import { goToNextRow } from "./next-row.js";
import { openWorklistFromIcon } from "./open-worklist.js";
import { scriptOpenPages } from "./script-open-pages.js";
import { type KnownSenders, mayAsk } from "./senders.js";
import { Session } from "./session.js";
import { SettingsFollower } from "./settings-follower.js";
import { tellPages } from "./tell-pages.js";
import { ToolbarIcon } from "./toolbar-icon.js";

// Only this worker talks to the gateway, and nothing that it learns of a person is kept: answers go straight back
// to the frame that asked.

const connection = new Connection({
  read: async () => ((await chrome.storage.session.get("connection"))["connection"] as ConnectionMemory | undefined) ?? null,
  write: (memory) => chrome.storage.session.set({ connection: memory }),
  place: async () => {
    const { gateway, issuer } = await readSettings();
    return `${gateway} ${issuer}`;
  },
  back: askAgain,
  now: Date.now,
  random: Math.random,
});

const session = new Session({ issuerAnswered: () => void connection.answered("ISSUER"), viewerChanged: forgetEverywhere });

const lock = new Lock(forgetEverywhere);

const ask = createAsk(session, connection, lock.isLocked);

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
  const answer = await ask(checkDecisionOperation, { draft: { law: "", ...draft }, language: language() }, page, signal);
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
  scriptHosts,
  adapterHosts: async () => {
    const answer = await adapters();
    return answer.ok ? answer.data.flatMap(({ hosts }) => hosts) : [];
  },
};

const caseTabs = new CaseTabs(async () => {
  const known = await adapters();
  return known.ok ? known.data : [];
});

async function viewer(purpose: string): Promise<Answer<Viewer>> {
  const answer = await ask(viewerOperation, {}, purpose);
  return answer.ok ? { ok: true, data: answer.data.viewer } : answer;
}

async function worklistCounts(owner: WorkOwner, purpose: string): Promise<Answer<WorklistCounts>> {
  const answer = await ask(worklistCountsOperation, { ...owner, language: language() }, purpose);
  return answer.ok ? { ok: true, data: answer.data.worklistCounts } : answer;
}

const icon = new ToolbarIcon();

const counter = new Counter(icon, {
  viewer: () => viewer("extension/counter"),
  counts: (owner) => worklistCounts(owner, "extension/counter"),
  now: () => new Date(),
});

/** What could not be had can be now. */
function askAgain(): void {
  void tellPages(REACHABLE);
  void counter.refresh();
}

/** Somebody else is there now, or nobody: what the pages know and show, and the icon, is for whoever was there before. */
async function forgetEverywhere(): Promise<void> {
  for (const batch of batches.values()) batch.forget();
  await Promise.all([tellPages(VIEWER_CHANGED), counter.clear()]);
  void counter.refresh();
}

/** Somebody has answered something about a case: what was told of it is old. */
async function forgetCase(fileNumber: string): Promise<void> {
  for (const batch of batches.values()) batch.forget();
  await tellPages(caseChanged(fileNumber));
  void counter.refresh();
}

const follower = new SettingsFollower({ icon, tellPages: forgetEverywhere, permitted: askAgain });

followAlarm(counter);
openWorklistFromIcon();
/** In the language that is chosen. */
const count = (): void => void follower.languageChosen().then(() => counter.refresh());
chrome.runtime.onStartup.addListener(count);
chrome.runtime.onInstalled.addListener(({ reason }) => {
  count();
  // Registrations end with the old version: the hosts to script are known when they are made anew.
  if (reason === "update") void follower.inLine().then(scriptOpenPages);
});

chrome.commands.onCommand.addListener((_command, tab) => {
  if (tab?.id !== undefined) void goToNextRow(tab.id);
});

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
    case "viewer":
      return viewer("extension/options");
    case "worklist": {
      const list = await ask(worklistOperation, { ...message.request, language: language() }, "extension/worklist");
      return list.ok ? { ok: true, data: list.data.worklist } : list;
    }
    case "worklistCounts":
      return worklistCounts(message.owner, "extension/worklist");
    case "caseload": {
      const desks = await ask(deskOperation, {}, "extension/worklist");
      return desks.ok ? { ok: true, data: desks.data.caseload } : desks;
    }
    case "openCase":
      return { ok: true, data: await caseTabs.open(message.fileNumber) };
    case "tryNow":
      await connection.tryNow();
      return { ok: true, data: null };
    case "signIn":
      return session.signIn();
    case "signOut":
      return session.signOut();
    case "settings":
      await chrome.runtime.openOptionsPage();
      return { ok: true, data: null };
    case "looks":
      return { ok: true, data: { language: language(), style: { all: STYLE, casePanel: CASE_STYLE } } };
    case "caseFile":
    case "acknowledge":
    case "withdraw":
    case "dispute":
    case "remind":
    case "reminderText":
      // Somebody has pressed a button, and waits.
      await connection.tryNow();
      return answerCaseMessage(message, ask, forgetCase);
  }
}

async function answerIfAllowed(message: Message, sender: chrome.runtime.MessageSender): Promise<Answer<unknown>> {
  await follower.languageChosen();
  if (!(await mayAsk(message, sender, known))) return { ok: false, code: "FORBIDDEN" };
  if (message.type === "overlay" && sender.tab) void caseTabs.note(message.page, sender);
  return answer(message, sender);
}

chrome.runtime.onMessage.addListener((message: unknown, sender, reply: (answer: Answer<unknown>) => void) => {
  if (sender.id !== chrome.runtime.id || !isMessage(message)) return false;
  answerIfAllowed(message, sender).then(reply, (error: unknown) => {
    console.error("FAULTY", message.type, error);
    reply({ ok: false, code: "FAULTY" });
  });
  return true;
});
