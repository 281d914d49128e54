import { INTERVENTIONS, STATUTES } from "../interventions.js";
import { html, type Markup, option } from "../markup.js";
import { type Client, type Register, shownName } from "../register.js";
import type { Fields, PageAnswer, PageRequest } from "../web.js";
import { box, paraplyNotFound, paraplyPage } from "./layout.js";

function field(label: string, control: Markup): Markup {
  return html`<tr><td class="ledtext">${label}</td><td>${control}</td></tr>
`;
}

function textField(name: string, size: number, maximum: number): Markup {
  return html`<input type="text" name="${name}" size="${size}" maxlength="${maximum}">`;
}

function decisionForm(client: Client): Markup {
  const interventions = INTERVENTIONS.map(({ number, name }) => option(number, name, ""));
  return html`<form name="beslut" method="post" action="/paraply/beslut/nytt?akt=${client.fileNumber}">
<table border="0" cellspacing="1" cellpadding="3">
${field("Aktnr", html`<input type="text" class="las" name="aktnr" id="akt" value="${client.fileNumber}" size="10" readonly>`)}
${field("Namn", html`<font size="2"><b>${shownName(client)}</b></font>`)}
${field("Lagrum", html`<select name="lagrum">${STATUTES.map((statute) => option(statute, statute, ""))}</select>`)}
${field("Insats", html`<select name="insats">${option("", "– välj –", "")}${interventions}</select>`)}
${field("Omfattning", html`${textField("tim", 6, 8)} timmar/månad`)}
${field("Nivå", textField("niva", 3, 3))}
${field("Beslutsfattare", html`${textField("beslutsf", 10, 8)} <span class="liten">(signatur)</span>`)}
${field("Beslutsdatum", html`${textField("datum", 10, 10)} <span class="liten">ÅÅÅÅ-MM-DD</span>`)}
${field("Fr o m", html`${textField("from", 10, 10)} &nbsp;t o m ${textField("tom", 10, 10)}`)}
${field("Motivering", html`<textarea name="motivering" rows="5" cols="60"></textarea>`)}
${field("", html`<input type="submit" class="knapp" value="Spara beslut"> <input type="reset" class="knapp" value="Rensa">`)}
</table>
</form>`;
}

function receipt(client: Client, form: Fields): Markup {
  const intervention = INTERVENTIONS.find(({ number }) => number === form.get("insats"))?.name ?? "–";
  const shown: readonly (readonly [string, string])[] = [
    ["Aktnr", client.fileNumber],
    ["Lagrum", form.get("lagrum")],
    ["Insats", intervention],
    ["Timmar/månad", form.get("tim")],
    ["Nivå", form.get("niva")],
    ["Beslutsfattare", form.get("beslutsf")],
    ["Beslutsdatum", form.get("datum")],
    ["Fr o m", form.get("from")],
    ["T o m", form.get("tom")],
  ];
  return html`<p><font color="#CC0000"><b>Beslutet är ej sparat, testmiljö.</b></font></p>
<table border="0" cellspacing="1" cellpadding="3">${shown.map(([label, value]) => field(label, html`${value}`))}</table>
<p><a href="/paraply/klient/visa?akt=${client.fileNumber}">Till klienten</a></p>`;
}

/** The form for a new decision, `/paraply/beslut/nytt?akt=…`, and its receipt when it is posted. Saves nothing. */
export function newDecisionPage(register: Register, { method, query, form }: PageRequest): PageAnswer {
  const client = register.clients.get(query.get("akt"));
  if (!client) return paraplyNotFound("Akten finns inte.");
  return method === "POST"
    ? paraplyPage("Kvittens", box("Nytt beslut", receipt(client, form)), { charset: "header" })
    : paraplyPage("Nytt beslut", box("Registrera beslut", decisionForm(client)), { charset: "header" });
}
