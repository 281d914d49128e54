import { html, type Markup } from "../markup.js";
import type { Register } from "../register.js";
import type { PageAnswer } from "../web.js";
import { paraplyDocument } from "./layout.js";

const META = html`<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">`;

/** The start page: a banner, and below it a frame that is itself divided ({@link workArea}). */
export function startPage(): PageAnswer {
  return paraplyDocument(
    html`<html>
<head>${META}<title>Sociala system</title></head>
<frameset rows="46,*" border="0" frameborder="0" framespacing="0">
<frame name="topp" src="/paraply/topp" scrolling="no" noresize>
<frame name="yta" src="/paraply/yta">
<noframes><body>Sociala system kräver en webbläsare som kan visa ramar.</body></noframes>
</frameset>
</html>
`,
    "meta",
  );
}

/** The frame below the banner: menu and work area. */
export function workArea(): PageAnswer {
  return paraplyDocument(
    html`<html>
<head>${META}<title>Arbetsyta</title></head>
<frameset cols="178,*" border="0" frameborder="0" framespacing="0">
<frame name="meny" src="/paraply/meny" noresize>
<frame name="main" src="/paraply/klient/lista">
</frameset>
</html>
`,
    "meta",
  );
}

/** The banner. */
export function bannerPage(): PageAnswer {
  return paraplyDocument(
    html`<html>
<head>${META}<title>Topp</title><link rel="stylesheet" type="text/css" href="/paraply/stil.css"></head>
<body bgcolor="#003366" leftmargin="0" topmargin="0" marginwidth="0" marginheight="0">
<table width="100%" height="46" border="0" cellspacing="0" cellpadding="0"><tr>
<td width="12">&nbsp;</td>
<td nowrap><font color="#FFFFFF" size="4" face="Georgia, Times New Roman, serif"><b>Sociala system</b></font>
&nbsp;<font color="#99B3CC" size="1">Paraplysystemet 4.2</font></td>
<td align="right" nowrap><font color="#FFFFFF" size="1">Inloggad: testanvändare &#150; Stadsdelsförvaltningen</font>&nbsp;&nbsp;</td>
</tr></table>
</body>
</html>
`,
    "meta",
  );
}

function menuRow(content: Markup): Markup {
  return html`<tr><td class="meny">&nbsp;&nbsp;${content}</td></tr>
`;
}

/** The menu: all clients, and those of each unit that has any. */
export function menuPage(register: Register): PageAnswer {
  const used = new Set([...register.clients.values()].map(({ unit }) => unit));
  const units = [...used].sort().map((unit) =>
    menuRow(
      html`&nbsp;<a href="/paraply/klient/lista?enhet=${unit}" target="main" title="${register.units.get(unit) ?? unit}">${unit}</a>`,
    ),
  );
  const closed = ["Bevakningar", "Utbetalning", "Statistik"].map((name) =>
    menuRow(html`<font color="#7F9DB9">${name}</font>`),
  );
  return paraplyDocument(
    html`<html>
<head>${META}<title>Meny</title><link rel="stylesheet" type="text/css" href="/paraply/stil.css"></head>
<body bgcolor="#336699" leftmargin="0" topmargin="0" marginwidth="0" marginheight="0">
<table width="100%" border="0" cellspacing="0" cellpadding="5">
${menuRow(html`<font color="#FFFFFF"><b>Meny</b></font>`)}${menuRow(html`<a href="/paraply/klient/lista" target="main">Alla klienter</a>`)}${units}${closed}
</table>
</body>
</html>
`,
    "meta",
  );
}
