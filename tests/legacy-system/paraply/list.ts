import {
  caseworkersWithClients,
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
import { hyphenated, type Register } from "../register.js";
import type { PageAnswer, PageRequest } from "../web.js";
import { paraplyPage } from "./layout.js";

/** All state of the list stands in its form, so the same form gives the same page. */
function listRequest({ method, query, form }: PageRequest): ListRequest {
  const fields = method === "POST" ? form : query;
  return {
    unit: fields.get("enhet"),
    caseworker: fields.get("handlaggare"),
    search: "",
    sort: sortKey(fields.get("sort")),
    descending: fields.get("riktning") === "fallande",
    page: pageNumber(fields.get("sida")),
    size: pageSize(fields.get("antal")),
  };
}

const LIST_SCRIPT = html`<script language="JavaScript">
<!--
function sortera(kolumn) {
  var f = document.lista;
  f.riktning.value = (f.sort.value == kolumn && f.riktning.value == 'stigande') ? 'fallande' : 'stigande';
  f.sort.value = kolumn;
  f.sida.value = '1';
  f.submit();
}
function bytSida(nr) { document.lista.sida.value = nr; document.lista.submit(); }
function urval() { document.lista.sida.value = '1'; document.lista.submit(); }
//-->
</script>
`;

function header(text: string, key: SortKey, request: ListRequest): Markup {
  const arrow =
    request.sort === key
      ? html` <img src="/paraply/bild/${request.descending ? "ned" : "upp"}.gif" width="11" height="6" border="0" alt="">`
      : NOTHING;
  return html`<th><a href="javascript:sortera('${key}')">${text}</a>${arrow}</th>`;
}

function row(each: ListRow, index: number): Markup {
  const { client } = each;
  const secrecy = client.protection === "1" ? html` <font color="#CC0000" size="1"><b>SEKRETESS</b></font>` : NOTHING;
  const personalNumber = client.protection === "2" ? "–" : hyphenated(client.personalNumber);
  return html`<tr${index % 2 === 1 ? html` class="jamn"` : NOTHING}>
<td align="center"><input type="checkbox" name="val" value="${client.fileNumber}"></td>
<td nowrap><img src="/paraply/bild/akt.gif" width="14" height="12" border="0" alt=""> <a href="/paraply/klient/visa?akt=${client.fileNumber}">${client.fileNumber}</a></td>
<td>${each.name}${secrecy}</td>
<td nowrap>${personalNumber}</td>
<td>${client.unit}</td>
<td>${each.caseworker}</td>
<td>${each.status}</td>
</tr>
`;
}

function pageLinks(list: ListPage): Markup {
  const link = (page: number, text: string): Markup =>
    page < 1 || page > list.pages || page === list.page
      ? html`<font color="#999999">${text}</font>&nbsp; `
      : html`<a href="javascript:bytSida(${page})">${text}</a>&nbsp; `;
  const numbers = Array.from({ length: list.pages }, (_, index) =>
    index + 1 === list.page ? html`<b>${index + 1}</b>&nbsp; ` : link(index + 1, String(index + 1)),
  );
  return html`${link(list.page - 1, "Föregående")}${numbers}${link(list.page + 1, "Nästa")}`;
}

function filters(register: Register, request: ListRequest): Markup {
  const units = [...register.units].map(([code, name]) => option(code, `${code} ${name}`, request.unit));
  const caseworkers = caseworkersWithClients(register).map(([signature, name]) =>
    option(signature, name, request.caseworker),
  );
  return html`<table border="0" cellspacing="0" cellpadding="3" bgcolor="#EFF3F7" width="100%"><tr>
<td nowrap>Enhet<br><select name="enhet" style="width:260px">${option("", "(alla)", request.unit)}${units}</select></td>
<td nowrap>Handläggare<br><select name="handlaggare">${option("", "(alla)", request.caseworker)}${caseworkers}</select></td>
<td nowrap>Rader per sida<br><select name="antal" onchange="urval()">${PAGE_SIZES.map((size) => option(size, size, request.size))}</select></td>
<td valign="bottom" width="99%"><input type="button" class="knapp" value="Visa" onclick="urval()"></td>
</tr></table>`;
}

/** The client list, `/paraply/klient/lista`: filtered, sorted and paged by posting its form back. */
export function clientListPage(register: Register, request: PageRequest): PageAnswer {
  const asked = listRequest(request);
  const list = listClients(register, asked);
  const found = `${list.first}–${Math.max(list.first + list.rows.length - 1, 0)} av ${list.total} klienter`;
  return paraplyPage(
    "Klientlista",
    html`${LIST_SCRIPT}<form name="lista" method="post" action="/paraply/klient/lista">
<input type="hidden" name="sort" value="${asked.sort}"><input type="hidden" name="riktning" value="${asked.descending ? "fallande" : "stigande"}"><input type="hidden" name="sida" value="${list.page}">
${filters(register, asked)}
<table border="0" cellspacing="0" cellpadding="4" width="100%"><tr><td>${found}</td><td align="right">${pageLinks(list)}</td></tr></table>
<table border="0" cellspacing="0" cellpadding="0" width="100%"><tr><td>
<table class="lista" width="100%" cellspacing="0">
<tr><th width="20">&nbsp;</th>${header("Aktnr", "akt", asked)}${header("Namn", "namn", asked)}<th>Personnr</th>${header("Enhet", "enhet", asked)}${header("Handläggare", "handlaggare", asked)}<th>Status</th></tr>
${list.rows.map(row)}</table>
</td></tr></table>
<table border="0" cellspacing="0" cellpadding="4" width="100%"><tr><td align="right">${pageLinks(list)}</td></tr></table>
</form>
`,
    { charset: "meta" },
  );
}
