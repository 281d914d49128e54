import { interventionName } from "../interventions.js";
import { html, type Markup, NOTHING } from "../markup.js";
import { type Client, type Decision, hyphenated, type Order, type Register, shownName } from "../register.js";
import type { PageAnswer, PageRequest } from "../web.js";
import { box, paraplyNotFound, paraplyPage } from "./layout.js";

function fact(label: string, value: Markup | string): Markup {
  return html`<td class="ledtext" width="110">${label}</td><td width="220">${value === "" ? html`&nbsp;` : value}</td>`;
}

function personTable(register: Register, client: Client): Markup {
  const hidden = client.protection === "2";
  const protection =
    client.protection === "0"
      ? NOTHING
      : html`<tr><td class="ledtext">Sekretess</td><td colspan="3"><span class="sekretess">${
          hidden ? "SKYDDAD FOLKBOKFÖRING" : "SEKRETESSMARKERING"
        }</span></td></tr>`;
  return html`<table border="0" cellspacing="1" cellpadding="3">
<tr>${fact("Aktnr", html`<b>${client.fileNumber}</b>`)}${fact("Enhet", register.units.get(client.unit) ?? client.unit)}</tr>
<tr>${fact("Namn", html`<b>${shownName(client)}</b>`)}${fact("Handläggare", register.caseworkers.get(client.caseworker) ?? "–")}</tr>
<tr>${fact("Personnr", hidden ? "–" : hyphenated(client.personalNumber))}${fact("Avliden", client.deceasedOn)}</tr>
${protection}</table>`;
}

function orderRow(order: Order): Markup {
  const hours = order.hours === "" ? "" : `${order.hours} tim/mån`;
  return html`<tr><td>${order.number}</td><td>${order.provider}</td><td nowrap>${order.orderedOn}</td><td nowrap>${order.start}</td><td nowrap>${order.end}</td><td nowrap>${hours}</td></tr>
`;
}

function ordersTable(orders: readonly Order[]): Markup {
  if (orders.length === 0) return html`<span class="liten">Ingen beställning</span>`;
  return html`<table class="lista" cellspacing="0">
<tr><th>Bestnr</th><th>Utförare</th><th>Beställd</th><th>Start</th><th>Slut</th><th>Timmar</th></tr>
${orders.map(orderRow)}</table>`;
}

function decisionRows(decision: Decision, orders: readonly Order[]): Markup {
  return html`<tr bgcolor="#F2F5F8"><td>${decision.number}</td><td nowrap>${decision.statute}</td><td><b>${interventionName(decision.intervention)}</b></td><td nowrap>${decision.decidedOn}</td><td>${decision.outcome}</td><td nowrap>${decision.from}</td><td nowrap>${decision.to}</td><td nowrap>${decision.extent}</td><td>${decision.level}</td><td>${decision.decidedBy}</td><td nowrap>${decision.watch}</td><td nowrap>${decision.endedOn}</td></tr>
<tr><td>&nbsp;</td><td colspan="11">${ordersTable(orders)}</td></tr>
`;
}

/** The client page, `/paraply/klient/visa?akt=…`: the person, and each decision with its orders in a table within it. */
export function clientPage(register: Register, { query }: PageRequest): PageAnswer {
  const client = register.clients.get(query.get("akt"));
  if (!client) return paraplyNotFound("Akten finns inte.");
  const decisions = register.decisions.get(client.fileNumber) ?? [];
  return paraplyPage(
    "Klient",
    html`<form name="klient" method="get" action="/paraply/beslut/nytt">
<input type="hidden" name="akt" value="${client.fileNumber}">
${box("Personuppgifter", personTable(register, client))}
${box(
  "Beslut och beställningar",
  html`<table class="lista" width="100%" cellspacing="0">
<tr><th>Beslutsnr</th><th>Lagrum</th><th>Insats</th><th>Beslutsdatum</th><th>Utfall</th><th>Fr o m</th><th>T o m</th><th>Omfattning</th><th>Nivå</th><th>Beslutsf.</th><th>Bevakning</th><th>Avslutad</th></tr>
${decisions.map((decision) => decisionRows(decision, register.orders.get(decision.number) ?? []))}</table>`,
)}
<input type="submit" class="knapp" value="Nytt beslut"> &nbsp;<a href="/paraply/klient/lista">Till klientlistan</a>
</form>
`,
    { charset: "header" },
  );
}
