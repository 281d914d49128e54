import { INTERVENTIONS, STATUTES } from "../interventions.js";
import { html, type Markup, NOTHING, option } from "../markup.js";
import { type Client, type Register, shownName } from "../register.js";
import type { PageAnswer, PageRequest } from "../web.js";
import { labelled, type NamingContainer, vardWebNotFound, vardWebPage } from "./layout.js";

/** The form, with what was sent in it, as a page of this family comes back after a postback. */
function decisionForm(client: Client, { form }: PageRequest, names: NamingContainer): Markup {
  const control = (id: string): Markup => html`name="${names.name(id)}" id="${names.id(id)}"`;
  const sent = (id: string): string => form.ending(`$${id}`);
  const text = (id: string, size: number): Markup =>
    html`<input type="text" ${control(id)} value="${sent(id)}" size="${size}" />`;
  const interventions = INTERVENTIONS.map(({ name }) => option(name, name, sent("ddlInsats")));
  const statutes = STATUTES.map((statute) => option(statute, statute, sent("ddlLagrum")));
  return html`<table class="detalj">
${labelled("Akt", html`<span id="${names.id("lblAkt")}">${client.fileNumber}</span>`)}
${labelled("Klient", html`<b><span id="${names.id("lblNamn")}">${shownName(client)}</span></b>`)}
${labelled("Insats", html`<select ${control("ddlInsats")}>${option("", "Välj insats…", sent("ddlInsats"))}${interventions}</select>`)}
${labelled("Lagrum", html`<select ${control("ddlLagrum")}>${statutes}</select>`)}
${labelled("Timmar per månad", text("txtTimmar", 7))}
${labelled("Ersättningsnivå", text("txtNiva", 3))}
${labelled("Beslutsdatum", text("txtBeslutsdatum", 10))}
${labelled("Gäller från", text("txtFran", 10))}
${labelled("Gäller till", text("txtTill", 10))}
${labelled("Beslutsfattare", text("txtBeslutsfattare", 10))}
${labelled("", html`<input type="submit" ${control("btnSpara")} class="btn" value="Spara" />`)}</table>`;
}

/** The form for a new decision, `/vardweb/Beslut.aspx?akt=…`. Saving says that nothing was saved, and keeps the fields. */
export function newDecisionPage(register: Register, request: PageRequest, names: NamingContainer): PageAnswer {
  const client = register.clients.get(request.query.get("akt"));
  if (!client) return vardWebNotFound("Akten kunde inte hittas.");
  const receipt =
    request.method === "POST"
      ? html`<div class="info"><b>Beslutet är ej sparat, testmiljö.</b> Uppgifterna står kvar nedan.</div>`
      : NOTHING;
  return vardWebPage({
    title: "Nytt beslut",
    action: `/vardweb/Beslut.aspx?akt=${client.fileNumber}`,
    content: html`${receipt}${decisionForm(client, request, names)}
<p><a href="Klient.aspx?akt=${client.fileNumber}">Tillbaka till klienten</a></p>
`,
  });
}
