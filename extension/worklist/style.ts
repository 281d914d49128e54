import { permissionStyle } from "../options-page/permission-style.js";
import { palette } from "../palette.js";
import { lockCut, shapeCut } from "../overlay/shape.js";

/** The look of the worklist. It stands in a column that may be 320 px wide, at any zoom: nothing in it has a width of its own. */
export const worklistStyle = `
${palette(":root")}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 14px/20px "Segoe UI", system-ui, "Noto Sans", "DejaVu Sans", Arial, sans-serif; overflow-wrap: anywhere; hyphens: auto; }
main { max-width: 720px; margin: 0 auto; padding: 12px; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 12px; padding-bottom: 6px; border-bottom: 3px solid var(--brand); }
h1 { margin: 0; color: var(--brand); font-size: 18px; line-height: 26px; }
.who { margin: 0; color: var(--quiet); font-size: 12px; }
label { display: block; margin: 8px 0 2px; font-size: 12px; font-weight: 600; }
select, input { width: 100%; min-height: 32px; padding: 4px 8px; border: 1px solid var(--border); border-radius: 4px; background: var(--paper); color: inherit; font: inherit; }
details { margin: 6px 0; }
summary { min-height: 24px; color: var(--brand); font-weight: 600; cursor: pointer; }
details ul { padding: 0 0 0 4px; }
ul { margin: 0; padding: 0; list-style: none; }
.desk { padding: 3px 0; }
.link { min-height: 24px; padding: 0 2px; border: 0; background: none; color: var(--brand); font: inherit; font-weight: 600; text-decoration: underline; cursor: pointer; }
.kinds { display: flex; flex-wrap: wrap; gap: 4px; margin: 10px 0 4px; }
.chip, .plain { min-height: 24px; padding: 1px 9px; border: 1px solid var(--border); border-radius: 12px; background: var(--paper); color: inherit; font: inherit; font-size: 12px; line-height: 18px; cursor: pointer; }
.chip[aria-pressed=true] { border-color: var(--brand); background: var(--brand); color: var(--on-brand); font-weight: 600; }
.plain { border-radius: 4px; color: var(--brand); font-weight: 600; }
.chip:hover, .plain:hover { border-color: var(--brand); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.status { margin: 10px 0; }
.status:empty { margin: 0; }
.hint { margin: 0 0 6px; color: var(--quiet); font-size: 12px; line-height: 17px; }
.incomplete { margin: 6px 0; padding: 6px 10px; border: 1px dashed var(--border); border-radius: 4px; background: var(--paper); font-size: 12px; line-height: 17px; }
.incomplete:empty { margin: 0; padding: 0; border: 0; }
.incomplete ul { padding-left: 16px; list-style: disc; }
.trouble { margin: 10px 0; padding: 8px 10px; border-left: 3px solid var(--fault); background: var(--fault-tint); }
.trouble p { margin: 0 0 6px; }
.trouble .plain { margin-right: 8px; }
h2 { position: sticky; top: 0; z-index: 1; margin: 0; padding: 8px 0 4px; background: var(--ground); font-size: 14px; line-height: 20px; }
${permissionStyle}
.notice:empty { min-height: 0; margin: 0; }
.main { min-height: 32px; padding: 4px 14px; border: 1px solid var(--brand); border-radius: 4px; background: var(--brand); color: var(--on-brand); font: inherit; font-weight: 600; cursor: pointer; }
.count { color: var(--quiet); font-weight: 400; }
.entry { display: flex; flex-wrap: wrap; align-items: center; margin-bottom: 4px; border: 1px solid var(--line); border-left: 4px solid var(--tone, var(--quiet)); border-radius: 4px; background: var(--paper); }
.OVERDUE { --shape: ${shapeCut("OVERDUE")}; }
.ATTENTION { --shape: ${shapeCut("ATTENTION")}; }
.OK { --shape: ${shapeCut("OK")}; }
.row { flex: 1 1 160px; display: block; padding: 6px 8px; border: 0; border-radius: 4px; background: none; color: inherit; font: inherit; text-align: left; cursor: pointer; }
.row:hover { background: var(--ground); }
.row > span { display: block; }
.entry .plain { margin: 4px 8px; }
.what { color: var(--tone); font-weight: 600; }
.shape { display: inline-block; width: 12px; height: 12px; margin-right: 6px; background: currentColor; clip-path: var(--shape); vertical-align: -1px; forced-color-adjust: none; }
.lock { --shape: ${lockCut()}; font-weight: 600; }
.due { font-weight: 600; font-size: 13px; }
.why { display: block; font-size: 13px; line-height: 18px; }
.row > .why { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
.entry:focus-within .row > .why { display: block; }
.file { color: var(--quiet); font-size: 12px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.more { width: 100%; margin: 8px 0; }
footer { margin: 16px 0 4px; text-align: right; }
@media (forced-colors: active) { .chip[aria-pressed=true] { outline: 2px solid Highlight; } .shape { background: CanvasText; } }
`;
