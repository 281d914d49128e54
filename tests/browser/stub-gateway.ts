import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { loadPageAdapters, ownPagesFolder } from "../../gateway/pages/adapters.js";
import { projectRoot, projectVersion } from "../../gateway/project-root.js";
import type { Adapter } from "../../schema/adapter/adapter.js";

/** A key as a page shows it. */
interface AskedKey {
  readonly fileNumber?: string;
  readonly personalNumber?: string;
}

/** A question for what pages show, and when its answer had left whole (Unix time in ms). */
export interface AskedOverlay {
  readonly keys: readonly string[];
  answeredAt: number;
}

/** A draft that was to be checked, and what became of the question. */
export interface AskedDraft {
  readonly draft: Readonly<Record<string, unknown>>;
  /** Whoever asked has let go before there was an answer. */
  isLetGo: boolean;
}

/** Stands in for a gateway where a test is about pages: it takes the extension's own operations and knows every client. */
export interface StubGateway {
  readonly url: string;
  readonly asked: readonly AskedOverlay[];
  /** Reports of how pages were understood, as they came. */
  readonly reports: readonly Readonly<Record<string, unknown>>[];
  /** Drafts that were to be checked, as they came. */
  readonly drafts: readonly AskedDraft[];
  /** The next check waits until what this gives back is called. */
  holdNextCheck(): () => void;
  /** What it says of itself at `/health` and `/ready`; tests change it. */
  readonly itself: { health: object; ready: object };
  /** Forgets what was asked. */
  clear(): void;
  close(): Promise<void>;
}

const STATUSES = ["OK", "OVERDUE", "ATTENTION", "OK", "UNKNOWN"] as const;

/** The status of a client, by the number alone. */
export function stubStatus(number: string): (typeof STATUSES)[number] {
  return STATUSES[[...number].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) % STATUSES.length]!;
}

/** What a client's finding is called: the number is in it, so that a badge tells whose it is. */
export function stubTitle(number: string): string {
  return `Genomförandeplan saknas i akt ${number}`;
}

/** As large as answers are: a finding with its explanation and three facts. */
function stubFinding(number: string): object {
  const fact = { label: "Beställningsdatum", shown: "27 oktober 2022", fact: "ORDER", key: number, file: "SOSYS_BESTALL_HAL_20221130.TXT", line: 12, loadedAt: "2022-11-30T04:10:00+01:00" };
  return {
    id: `plan.missing ${number}`, kind: "PLAN_MISSING", severity: stubStatus(number) === "OVERDUE" ? "CRITICAL" : "WARNING", dueOn: "2022-11-10", overdueDays: 20,
    title: stubTitle(number), explanation: "Ingen plan har kommit.\nGör så här: påminn utföraren.\nRegel: En plan ska komma inom 14 dagar. Källa: Avtal 4.2.",
    decision: "1001", order: "B77", rule: { id: "plan.missing", version: "2022-1" }, evidence: [fact, fact, fact],
    acknowledgement: null, mayAcknowledge: true, disputes: [], reminders: [],
  };
}

function overlayOf(key: AskedKey): object {
  const number = key.fileNumber ?? key.personalNumber ?? "";
  const status = stubStatus(number);
  return {
    key: { fileNumber: key.fileNumber ?? null, personalNumber: key.personalNumber ?? null },
    fileNumber: status === "UNKNOWN" ? null : number, on: "2022-11-30",
    status, protected: false, nextDueOn: "2022-12-01", dataFrom: "2022-11-30", dataLoadedAt: "2022-11-30T04:10:00+01:00", incompleteBecause: [],
    findings: status === "OVERDUE" || status === "ATTENTION" ? [stubFinding(number)] : [],
  };
}

/** Home care over 99 hours is not a caseworker's to decide. */
function checkOf({ hoursPerMonth }: Readonly<Record<string, unknown>>): object {
  const isOver = typeof hoursPerMonth === "number" && hoursPerMonth > 99;
  return {
    allowed: !isOver, requiredRoles: isOver ? ["DEPUTY_HEAD", "UNIT_HEAD"] : ["CASEWORKER"], unjudged: typeof hoursPerMonth === "number" ? [] : ["HOURS"], estimatedMonthlyCost: 1_000,
    findings: isOver ? [{ ...stubFinding("B77"), kind: "DELEGATION", severity: "CRITICAL", title: `Över gränsen med ${hoursPerMonth} timmar`, rule: { id: "delegation.home-care-hours", version: "2022", parameters: [{ name: "limit", unit: "hoursPerMonth" }] } }] : [],
    notices: [{ kind: "EXPIRES", text: "Beslutet upphör den 31 maj 2023." }],
  };
}

/** @param adapters those that it serves; our own if left out @param delayMs how long it thinks about what pages show */
export async function startStubGateway(adapters?: readonly Adapter[], delayMs = 0): Promise<StubGateway> {
  const texts = JSON.parse(readFileSync(join(projectRoot(), "schema/trusted-operations.json"), "utf8")) as Readonly<Record<string, string>>;
  const served = adapters ?? loadPageAdapters([ownPagesFolder()]).adapters.map(({ content }) => content);
  let asked: AskedOverlay[] = [];
  let reports: Readonly<Record<string, unknown>>[] = [];
  let drafts: AskedDraft[] = [];
  let held: Promise<void> | null = null;

  const answer = (name: string, variables: Readonly<Record<string, unknown>>): object => {
    switch (name) {
      case "Overlay":
        return { overlay: (variables["keys"] as readonly AskedKey[]).map(overlayOf) };
      case "CheckDecision":
        return { checkDecision: checkOf(variables["draft"] as Readonly<Record<string, unknown>>) };
      case "PageAdapters":
        return { pageAdapters: served.map((content) => ({ system: content.system, version: content.version, hash: "", content })) };
      case "ReportPageHealth":
        reports.push(...(variables["reports"] as Readonly<Record<string, unknown>>[]));
        return { reportPageHealth: 1 };
      case "Viewer":
        return { viewer: { subject: "NIHA13", shown: "Nina Harju (NIHA13)", roles: ["CASEWORKER"], units: [{ code: "HALAO1", shown: "Äldreomsorg norr (HALAO1)" }], district: "HAL" } };
      case "WorklistCounts":
        return { worklistCounts: { on: "2022-11-30", age: { dataFrom: "2022-11-30", dataLoadedAt: "2022-11-30T04:10:00+01:00", incompleteBecause: [] }, kinds: [] } };
      case "Worklist":
        return { worklist: { edges: [], pageInfo: { endCursor: null, hasNextPage: false }, totalCount: 0 } };
      default:
        throw new Error(`The stub gateway has no answer to ${name}.`);
    }
  };

  const itself = { health: { alive: true, service: "overblick", version: projectVersion() } as object, ready: { ready: true } as object };
  const server = createServer((request, response) => {
    if (request.method === "GET") return void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(request.url === "/ready" ? itself.ready : itself.health));
    let body = "";
    request.on("data", (chunk) => { body += String(chunk); });
    request.on("end", () => {
      const { documentId, variables } = JSON.parse(body) as { documentId: string; variables: Record<string, unknown> };
      const name = /^\w+ (\w+)/.exec(texts[documentId] ?? "")?.[1] ?? "";
      response.writeHead(200, { "content-type": "application/graphql-response+json" });
      const question: AskedOverlay | null = name === "Overlay" ? { keys: (variables["keys"] as AskedKey[]).map((key) => key.fileNumber ?? key.personalNumber ?? ""), answeredAt: 0 } : null;
      if (question) asked.push(question);
      const text = JSON.stringify({ data: answer(name, variables) });
      const send = (): void => {
        response.end(text, () => {
          if (question) question.answeredAt = Date.now();
        });
      };
      if (name === "CheckDecision") {
        const asking: AskedDraft = { draft: variables["draft"] as Readonly<Record<string, unknown>>, isLetGo: false };
        drafts.push(asking);
        response.on("close", () => { asking.isLetGo = !response.writableFinished; });
        const turn = held;
        held = null;
        if (turn) void turn.then(send);
        else send();
      } else if (question && delayMs > 0) setTimeout(send, delayMs);
      else send();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get asked() { return asked; },
    get reports() { return reports; },
    get drafts() { return drafts; },
    holdNextCheck() {
      let release = (): void => {};
      held = new Promise((resolve) => { release = resolve; });
      return release;
    },
    itself,
    clear: () => { [asked, reports, drafts] = [[], [], []]; },
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}
