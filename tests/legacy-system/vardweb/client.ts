import { interventionName } from "../interventions.js";
import { html, type Markup, NOTHING } from "../markup.js";
import { type Client, type Decision, hyphenated, type Order, type Register, shownName } from "../register.js";
import type { PageAnswer, PageRequest } from "../web.js";
import { labelled, type NamingContainer, vardWebNotFound, vardWebPage } from "./layout.js";

function orderRow(order: Order): Markup {
  return html`<tr class="gvRad"><td>${order.provider}</td><td>${order.number}</td><td>${order.orderedOn}</td><td>${order.start} – ${order.end}</td><td>${order.hours}</td></tr>
`;
}

function ordersGrid(orders: readonly Order[]): Markup {
  if (orders.length === 0) return html`<span class="antal">Inga beställningar.</span>`;
  return html`<table class="gv" cellspacing="0" border="1"><tr><th scope="col">Utförare</th><th scope="col">Beställning</th><th scope="col">Datum</th><th scope="col">Period</th><th scope="col">Tim/mån</th></tr>
${orders.map(orderRow)}</table>`;
}

function decisionRows(decision: Decision, orders: readonly Order[]): Markup {
  return html`<tr class="gvAltRad"><td>${interventionName(decision.intervention)}</td><td>${decision.statute}</td><td>${decision.number}</td><td>${decision.outcome}</td><td>${decision.decidedOn}</td><td>${decision.from} – ${decision.to}</td><td>${decision.extent}</td><td>${decision.decidedBy}</td><td>${decision.watch}</td></tr>
<tr><td colspan="9" style="padding-left:24px">${ordersGrid(orders)}</td></tr>
`;
}

function person(register: Register, client: Client, names: NamingContainer): Markup {
  const label = (id: string, text: string): Markup => html`<span id="${names.id(id)}">${text}</span>`;
  const hidden = client.protection === "2";
  const mark = client.protection === "0" ? NOTHING : html`<span class="skydd">${hidden ? "SKYDDAD" : "SEKRETESS"}</span>`;
  return html`<table class="detalj" id="${names.id("dvKlient")}">
${labelled("Akt", label("lblAkt", client.fileNumber))}
${labelled("Klient", html`<b>${label("lblNamn", shownName(client))}</b>${mark}`)}
${labelled("Personnummer", label("lblPnr", hidden ? "********" : hyphenated(client.personalNumber)))}
${labelled("Enhet", label("lblEnhet", register.units.get(client.unit) ?? client.unit))}
${labelled("Ansvarig", label("lblAnsvarig", register.caseworkers.get(client.caseworker) ?? "–"))}
${client.deceasedOn === "" ? NOTHING : labelled("Avliden", label("lblAvliden", client.deceasedOn))}</table>`;
}

/** The client page, `/vardweb/Klient.aspx?akt=…`. */
export function clientPage(register: Register, { query }: PageRequest, names: NamingContainer): PageAnswer {
  const client = register.clients.get(query.get("akt"));
  if (!client) return vardWebNotFound("Akten kunde inte hittas.");
  const decisions = register.decisions.get(client.fileNumber) ?? [];
  return vardWebPage({
    title: "Klient",
    action: `/vardweb/Klient.aspx?akt=${client.fileNumber}`,
    content: html`${person(register, client, names)}
<h2>Beslut</h2>
<table class="gv" cellspacing="0" rules="all" border="1" id="${names.id("gvBeslut")}">
<tr><th scope="col">Insats</th><th scope="col">Lagrum</th><th scope="col">Beslut</th><th scope="col">Utfall</th><th scope="col">Datum</th><th scope="col">Gäller</th><th scope="col">Omfattning</th><th scope="col">Beslutsfattare</th><th scope="col">Bevakning</th></tr>
${decisions.map((decision) => decisionRows(decision, register.orders.get(decision.number) ?? []))}</table>
<p><a id="${names.id("hlNytt")}" href="Beslut.aspx?akt=${client.fileNumber}">Nytt beslut</a></p>
`,
  });
}
