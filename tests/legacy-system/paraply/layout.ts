import { html, type Markup } from "../markup.js";
import type { PageAnswer } from "../web.js";
import { encodeWindows1252 } from "../windows-1252.js";

/** Where a page says which alphabet it is written in. The system's generations never agreed on it. */
export type CharsetPlace = "header" | "meta";

/** Wraps a finished document as an answer in Windows-1252. */
export function paraplyDocument(document: Markup, charset: CharsetPlace, status = 200): PageAnswer {
  return {
    status,
    contentType: charset === "header" ? "text/html; charset=windows-1252" : "text/html",
    body: encodeWindows1252(document.text),
  };
}

/** A page of the frame `main`: no doctype, so quirks mode, and a title bar that is a table. */
export function paraplyPage(
  title: string,
  content: Markup,
  { charset, status = 200 }: { charset: CharsetPlace; status?: number },
): PageAnswer {
  const meta =
    charset === "meta"
      ? html`<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">`
      : html`<meta name="GENERATOR" content="Paraply 4.2">`;
  return paraplyDocument(
    html`<html>
<head>
${meta}
<title>${title} - Sociala system</title>
<link rel="stylesheet" type="text/css" href="/paraply/stil.css">
</head>
<body bgcolor="#FFFFFF" leftmargin="0" topmargin="0" marginwidth="0" marginheight="0">
<table width="100%" border="0" cellspacing="0" cellpadding="0"><tr>
<td bgcolor="#336699" height="24" nowrap>&nbsp;&nbsp;<font color="#FFFFFF" size="2"><b>${title}</b></font></td>
<td bgcolor="#336699" align="right" nowrap><font color="#CCDDEE" size="1">TESTMILJÖ&nbsp;&nbsp;</font></td>
</tr><tr><td bgcolor="#99B3CC" colspan="2"><img src="/paraply/bild/tom.gif" width="1" height="2" alt=""></td></tr></table>
<table width="100%" border="0" cellspacing="0" cellpadding="8"><tr><td valign="top">
${content}
</td></tr></table>
</body>
</html>
`,
    charset,
    status,
  );
}

/** A box with a heading: a table in a table, as everything here. */
export function box(heading: string, content: Markup): Markup {
  return html`<table border="0" cellspacing="0" cellpadding="1" width="100%" bgcolor="#7F9DB9"><tr><td>
<table border="0" cellspacing="0" cellpadding="4" width="100%" bgcolor="#FFFFFF">
<tr><td class="boxrubrik">${heading}</td></tr>
<tr><td>${content}</td></tr>
</table></td></tr></table><br>
`;
}

/** The page for an address or a file that there is none of. */
export function paraplyNotFound(what: string): PageAnswer {
  return paraplyPage(
    "Meddelande",
    box(
      "Sidan kan inte visas",
      html`<p><font color="#CC0000"><b>${what}</b></font></p>
<p>Felkod: SOS-404 &#150; kontakta systemförvaltningen om felet kvarstår.</p>
<p><a href="/paraply/klient/lista">Till klientlistan</a></p>`,
    ),
    { charset: "header", status: 404 },
  );
}

/** The one style sheet of the family. */
export const PARAPLY_STYLE = `
body, td, th, input, select, textarea { font-family: Verdana, "DejaVu Sans", Arial, Helvetica, sans-serif; font-size: 11px; color: #000000; }
a { color: #003399; }
a:hover { color: #CC6600; }
p { margin: 6px 0; }
input.knapp { background-color: #D4D0C8; border: 2px outset #FFFFFF; padding: 1px 8px; }
input.las { background-color: #E8E8E8; border: 1px solid #999999; }
td.boxrubrik { background-color: #C6D6E6; color: #003366; font-weight: bold; border-bottom: 1px solid #7F9DB9; }
td.ledtext { color: #333333; background-color: #EFF3F7; white-space: nowrap; }
table.lista { border-collapse: collapse; }
table.lista th { background-color: #C6D6E6; border: 1px solid #A5B9CD; text-align: left; white-space: nowrap; padding: 3px 5px; }
table.lista th a { color: #003366; text-decoration: none; }
table.lista td { border: 1px solid #D5DEE7; padding: 2px 5px; }
tr.jamn td { background-color: #F2F5F8; }
td.meny { border-bottom: 1px solid #5C85AD; }
td.meny a { color: #FFFFFF; text-decoration: none; }
.sekretess { color: #CC0000; font-weight: bold; }
.liten { font-size: 10px; color: #666666; }
`;

const PICTURES: Readonly<Record<string, string>> = {
  "tom.gif": "R0lGODlhAQABAIEAAAAAAP////Dw/////yH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==",
  "upp.gif": "R0lGODlhCwAGAIEAAP///////wAAZsjIyCH5BAEAAAAALAAAAAALAAYAAAImBAgQIECAAAECFAgQIECAEgUCBAhQokSBAAFKlChRIECJEiVKFAoAOw==",
  "ned.gif": "R0lGODlhCwAGAIEAAP///////wAAZsjIyCH5BAEAAAAALAAAAAALAAYAAAImhChRokSJACFKlCgRIECIEiUCBAgQokSAAAEChAgQIECAAAECBAoAOw==",
  "akt.gif":
    "R0lGODlhDgAMAIEAAAAAAP/MZplmAP/mqiH5BAEAAAAALAAAAAAOAAwAAAJfBAgQIECAAAFClCgQIECAACEmjAgQIECAEBNGlChRokCICRMm" +
    "TJhQIMSNGzdu3CgQ4saNGzduFAhx48aNGzcKhLhx48aNGwVC3Lhx48aNAiFKlChRokSBAAECBAgQIFAAOw==",
};

/** A picture of the family by file name; null when there is none of that name. */
export function paraplyPicture(name: string): PageAnswer | null {
  const picture = PICTURES[name];
  return picture === undefined
    ? null
    : { status: 200, contentType: "image/gif", body: Buffer.from(picture, "base64") };
}
