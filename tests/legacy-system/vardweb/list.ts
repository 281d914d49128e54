import {
  listClients,
  type ListPage,
  type ListRequest,
  type ListRow,
  PAGE_SIZES,
  pageNumber,
  pageSize,
  type SortKey,
  sortKey,
} from "../client-list.js";
import { html, type Markup, NOTHING, option } from "../markup.js";
import type { Register } from "../register.js";
import type { PageAnswer, PageRequest } from "../web.js";
import { type NamingContainer, postBack, vardWebNotFound, vardWebPage } from "./layout.js";
import { FIRST_VIEW, readViewState, type ViewState, writeViewState } from "./view-state.js";

const ADDRESS = "/vardweb/KlientLista.aspx";
const ASYNCHRONOUS = ["gvKlienter", "ddlAntal", "btnSok"];
const PANEL = "ctl00_MainContent_upKlienter";

interface Column {
  readonly text: string;
  readonly sort?: SortKey;
}

const COLUMNS: readonly Column[] = [
  { text: "Klient", sort: "namn" },
  { text: "Enhet", sort: "enhet" },
  { text: "Akt", sort: "akt" },
  { text: "Personnummer" },
  { text: "Ansvarig", sort: "handlaggare" },
  { text: "Beslut" },
  { text: "Status" },
];

/** What the page becomes after the event that its postback tells of. */
function afterEvent(view: ViewState, { form }: PageRequest): ViewState {
  const target = form.get("__EVENTTARGET");
  const [event = "", value = ""] = form.get("__EVENTARGUMENT").split("$");
  if (target.endsWith("$ddlAntal")) return { ...view, size: pageSize(form.ending("$ddlAntal")), page: 1 };
  if (!target.endsWith("$gvKlienter")) return { ...view, page: 1 };
  if (event === "Page") return { ...view, page: pageNumber(value) };
  const sort = sortKey(value);
  return { ...view, sort, descending: view.sort === sort && !view.descending, page: 1 };
}

function headerCell(column: Column, view: ViewState, names: NamingContainer): Markup {
  if (!column.sort) return html`<th scope="col">${column.text}</th>`;
  const link = html`<a href="${postBack(names.name("gvKlienter"), `Sort$${column.sort}`)}">${column.text}</a>`;
  if (column.sort !== view.sort) return html`<th scope="col">${link}</th>`;
  return html`<th scope="col" class="${view.descending ? "sortFallande" : "sortStigande"}">${link}</th>`;
}

function gridRow(row: ListRow, index: number, names: NamingContainer): Markup {
  const { client } = row;
  const id = (label: string): string =>
    names.id(`gvKlienter$ctl${String(index + 2).padStart(2, "0")}$${label}`);
  const mark = client.protection === "1" ? html`<span class="skydd">SEKRETESS</span>` : NOTHING;
  const personalNumber = client.protection === "2" ? "********" : client.personalNumber;
  return html`<tr class="${index % 2 === 0 ? "gvRad" : "gvAltRad"}">
<td><span id="${id("lblNamn")}">${row.name}</span>${mark}</td><td>${client.unit}</td><td><a id="${id("hlAkt")}" href="Klient.aspx?akt=${client.fileNumber}"><span id="${id("lblAkt")}">${client.fileNumber}</span></a></td><td>${personalNumber}</td><td>${row.caseworker}</td><td align="right">${row.decisions}</td><td>${row.status}</td>
</tr>
`;
}

function pager(list: ListPage, names: NamingContainer): Markup {
  if (list.pages === 1) return NOTHING;
  const cells = Array.from({ length: list.pages }, (_, index) =>
    index + 1 === list.page
      ? html`<td><span>${index + 1}</span></td>`
      : html`<td><a href="${postBack(names.name("gvKlienter"), `Page$${index + 1}`)}">${index + 1}</a></td>`,
  );
  return html`<tr class="gvPager"><td colspan="${COLUMNS.length}"><table border="0"><tr>${cells}</tr></table></td></tr>
`;
}

/** The content of the panel: how many there are, and the table. */
function grid(list: ListPage, view: ViewState, names: NamingContainer): Markup {
  return html`
<span class="antal">Antal klienter: ${list.total}. Sida ${list.page} av ${list.pages}.</span>
<div>
<table class="gv" cellspacing="0" rules="all" border="1" id="${names.id("gvKlienter")}">
<tr>${COLUMNS.map((column) => headerCell(column, view, names))}</tr>
${list.rows.map((row, index) => gridRow(row, index, names))}${pager(list, names)}</table>
</div>
`;
}

function searchBox(register: Register, asked: ListRequest, names: NamingContainer): Markup {
  const control = (id: string): Markup => html`name="${names.name(id)}" id="${names.id(id)}"`;
  const units = [...register.units].map(([code, name]) => option(code, name, asked.unit));
  const search = postBack(names.name("btnSok"));
  return html`<div class="sok"><label>Enhet</label><select ${control("ddlEnhet")} onchange="${postBack(names.name("ddlEnhet"))}">${option("", "Alla enheter", asked.unit)}${units}</select>
<label>Namn eller akt</label><input type="text" ${control("txtSok")} value="${asked.search}" size="18" />
<input type="submit" ${control("btnSok")} class="btn" value="Sök" onclick="${search};return false;" />
<label>Rader</label><select ${control("ddlAntal")} onchange="${postBack(names.name("ddlAntal"))}">${PAGE_SIZES.map((size) => option(size, size, asked.size))}</select></div>
`;
}

function part(type: string, id: string, content: string): string {
  return `${content.length}|${type}|${id}|${content}|`;
}

/**
 * The client list, `/vardweb/KlientLista.aspx`. A postback with `__ASYNCPOST` is answered by the panel's new content
 * alone, any other by the whole page.
 */
export function clientListPage(register: Register, request: PageRequest, names: NamingContainer): PageAnswer {
  const { form } = request;
  const sent = request.method === "POST" ? readViewState(form.get("__VIEWSTATE")) : FIRST_VIEW;
  if (!sent) return vardWebNotFound("Sidans tillstånd kunde inte läsas.");
  const wanted = request.method === "POST" ? afterEvent(sent, request) : sent;
  const asked: ListRequest = {
    ...wanted,
    unit: form.ending("$ddlEnhet"),
    caseworker: "",
    search: form.ending("$txtSok"),
  };
  const list = listClients(register, asked);
  const view = { ...wanted, page: list.page };
  const table = grid(list, view, names);
  if (form.get("__ASYNCPOST") === "true") {
    const body = part("updatePanel", PANEL, table.text) + part("hiddenField", "__VIEWSTATE", writeViewState(view));
    return { status: 200, contentType: "text/plain; charset=utf-8", body };
  }
  return vardWebPage({
    title: "Klienter",
    action: ADDRESS,
    view,
    asynchronous: ASYNCHRONOUS,
    content: html`${searchBox(register, asked, names)}<div id="vwHamtar">Hämtar…</div>
<div id="${PANEL}">${table}</div>
`,
  });
}
