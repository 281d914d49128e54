/** The theme of the family. */
export const VARDWEB_STYLE = `
body { margin: 0; background: #E4E9F0; font: 11px Verdana, "DejaVu Sans", Tahoma, sans-serif; color: #222; }
input, select, textarea { font: 11px Verdana, "DejaVu Sans", Tahoma, sans-serif; }
a { color: #1F5A96; }
h1 { font: bold 15px "Trebuchet MS", Verdana, "DejaVu Sans", sans-serif; color: #1F3F66; border-bottom: 2px solid #F0A030; padding-bottom: 3px; margin: 0 0 10px 0; }
h2 { font-size: 12px; color: #1F3F66; margin: 14px 0 4px 0; }
#ctl00_divTopp { background: #2B5C94; background: linear-gradient(#4C82BE, #204A7C); color: #fff; padding: 9px 14px; height: 26px; }
#ctl00_lblSystem { font: bold 20px "Trebuchet MS", Verdana, "DejaVu Sans", sans-serif; letter-spacing: 1px; }
#ctl00_lblVersion { float: right; font-size: 10px; color: #CFE0F2; padding-top: 9px; }
#ctl00_divMeny { background: #16365C; padding: 5px 10px; }
#ctl00_divMeny a, #ctl00_divMeny span { color: #fff; padding: 5px 12px; text-decoration: none; font-weight: bold; }
#ctl00_divMeny a { background: #F0A030; color: #16365C; }
#ctl00_divMeny span { color: #8AA6C6; font-weight: normal; }
#ctl00_divInnehall { background: #fff; border: 1px solid #B4C3D6; margin: 12px; padding: 12px; }
#ctl00_divFot { color: #7688A0; font-size: 10px; padding: 0 14px 14px 14px; }
#vwHamtar { display: none; position: fixed; right: 20px; top: 80px; background: #FFFBD6; border: 1px solid #D8B848; padding: 4px 12px; }
div.sok { background: #EEF3F9; border: 1px solid #C9D6E6; padding: 7px; margin-bottom: 8px; }
div.sok label { margin: 0 4px 0 12px; }
input.btn { background: #DDE6F1; border: 1px solid #7F9DB9; color: #16365C; padding: 1px 9px; }
table.gv { border-collapse: collapse; width: 100%; }
table.gv th { background: #5C88B8; color: #fff; text-align: left; padding: 4px 6px; border: 1px solid #9DB6D2; white-space: nowrap; }
table.gv th a { color: #fff; text-decoration: none; }
table.gv th.sortStigande a:after { content: " \\25B2"; font-size: 9px; }
table.gv th.sortFallande a:after { content: " \\25BC"; font-size: 9px; }
table.gv td { padding: 3px 6px; border: 1px solid #D3DEEA; }
tr.gvAltRad td { background: #F1F5FA; }
tr.gvPager td { background: #DDE6F1; }
tr.gvPager table td { border: 0; padding: 0 5px; }
table.gv table.gv th { background: #DDE6F1; color: #16365C; border-color: #C9D6E6; padding: 2px 6px; }
table.detalj td { padding: 3px 10px 3px 0; }
td.etikett { color: #5A6B80; white-space: nowrap; }
div.fel { background: #FDEAEA; border: 1px solid #D08080; padding: 8px; }
div.info { background: #FFFBD6; border: 1px solid #D8B848; padding: 8px; margin-bottom: 8px; }
span.skydd { background: #B00020; color: #fff; font-size: 9px; padding: 0 4px; margin-left: 5px; }
span.antal { color: #5A6B80; }
`;
