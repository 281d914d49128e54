import { html, Markup } from "../markup.js";
import type { PageAnswer } from "../web.js";
import { FIRST_VIEW, type ViewState, writeViewState } from "./view-state.js";

/**
 * The name that controls of one load stand under, as `ctl00$MainContent$ctl17`. The number is another one at each
 * load, so ids and field names can only be known by their ends.
 */
export interface NamingContainer {
  /** Field name or event target of a control. */
  name(control: string): string;
  /** Element id of a control. */
  id(control: string): string;
}

/** The naming container with a number of its own. */
export function namingContainer(number: number): NamingContainer {
  const container = `ctl00$MainContent$ctl${String(number).padStart(2, "0")}`;
  const name = (control: string): string => `${container}$${control}`;
  return { name, id: (control) => name(control).replaceAll("$", "_") };
}

/** What a page of the family is made of. */
export interface VardWebPage {
  readonly title: string;
  /** Where the form posts to, with its query. */
  readonly action: string;
  readonly content: Markup;
  readonly view?: ViewState;
  /** Controls whose postbacks replace a panel instead of the page. */
  readonly asynchronous?: readonly string[];
  readonly status?: number;
}

/** A page: one form around everything, with the hidden fields of its state. */
export function vardWebPage({ title, action, content, view, asynchronous, status }: VardWebPage): PageAnswer {
  const targets = (asynchronous ?? []).map((control) => `'${control}'`).join(",");
  const document = html`<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head><title>
	${title} - Vård-Web
</title><link href="/vardweb/App_Themes/Bla/Stil.css" type="text/css" rel="stylesheet" /></head>
<body>
<form name="aspnetForm" method="post" action="${action}" id="aspnetForm">
<div>
<input type="hidden" name="__EVENTTARGET" id="__EVENTTARGET" value="" />
<input type="hidden" name="__EVENTARGUMENT" id="__EVENTARGUMENT" value="" />
<input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="${writeViewState(view ?? FIRST_VIEW)}" />
</div>
<script src="/vardweb/ScriptResource.axd" type="text/javascript"></script>
<script type="text/javascript">
//<![CDATA[
var vwAsynkrona = [${new Markup(targets)}];
//]]>
</script>
<div id="ctl00_divTopp"><span id="ctl00_lblSystem">Vård-Web</span><span id="ctl00_lblVersion">version 3.1.7 (testmiljö)</span></div>
<div id="ctl00_divMeny"><a href="/vardweb/KlientLista.aspx">Klienter</a><span>Bokningar</span><span>Rapporter</span><span>Hjälp</span></div>
<div id="ctl00_divInnehall">
<h1>${title}</h1>
${content}
</div>
<div id="ctl00_divFot">Vård-Web &copy; 2009 &nbsp;|&nbsp; Inloggad: testanvändare</div>
</form>
</body>
</html>
`;
  return { status: status ?? 200, contentType: "text/html; charset=utf-8", body: document.text };
}

/** The page for an address or a file that there is none of. */
export function vardWebNotFound(what: string): PageAnswer {
  return vardWebPage({
    title: "Fel",
    action: "/vardweb/Fel.aspx",
    status: 404,
    content: html`<div class="fel"><b>${what}</b><br />Felkod 404. Gå tillbaka till <a href="/vardweb/KlientLista.aspx">klientlistan</a>.</div>`,
  });
}

/** A link or button that posts back. */
export function postBack(target: string, argument = ""): string {
  return `javascript:__doPostBack('${target}','${argument}')`;
}

/** A cell with its label, in the tables of facts and fields. */
export function labelled(label: string, content: Markup): Markup {
  return html`<tr><td class="etikett">${label}</td><td>${content}</td></tr>
`;
}
