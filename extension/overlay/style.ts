import { palette } from "../palette.js";
import { shapeCut } from "./shape.js";

/**
 * The look of all our elements, for their shadow roots. `!important` on the host keeps the page's own rules from
 * reaching in. Sizes are in px: old pages set the root's size to anything.
 *
 * None of them takes room, so nothing of the page moves: the margins of a badge are as wide as the badge, so that it hangs
 * behind the text into what the cell has free (badge-room.ts). It is not positioned: the page's own menus go on opening over it.
 */
export const STYLE = `
${palette(":host", ":host(:not(overblick-badge))")}
:host {
  all: initial !important;
  font: 12px/16px "Segoe UI", system-ui, "Noto Sans", "DejaVu Sans", Arial, sans-serif !important;
  color: var(--ink) !important;
  text-align: left !important;
}
:host(overblick-badge) { display: inline-block !important; width: var(--width) !important; height: 15px !important; margin: -8px calc(-1 * var(--width) - var(--gap) + var(--room)) -7px var(--gap) !important; vertical-align: middle !important; }
:host(overblick-summary) { display: block !important; position: fixed !important; z-index: 2147483646 !important; inset: var(--head, auto) auto var(--foot, 10px) 12px !important; max-width: calc(100% - 24px) !important; }
:host(overblick-panel) { position: fixed !important; z-index: 2147483647 !important; inset: 0 0 0 auto !important; width: min(430px, 100%) !important; pointer-events: none !important; display: block !important; }
:host(overblick-notice) { display: block !important; position: fixed !important; z-index: 2147483645 !important; inset: var(--top) 12px var(--bottom) auto !important; width: var(--width) !important; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
svg { flex: none; width: 10px; height: 10px; }
button { font: inherit; color: inherit; margin: 0; cursor: pointer; }
button:focus-visible, .badge:focus, summary:focus-visible, .panel:focus-visible, .legend:focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }

.OVERDUE { --shape: ${shapeCut("OVERDUE")}; }
.ATTENTION { --shape: ${shapeCut("ATTENTION")}; }
.UNKNOWN { --shape: ${shapeCut("UNKNOWN")}; }
.OK { --shape: ${shapeCut("OK")}; }

.badge {
  display: block; min-width: 100%; width: max-content; height: 15px; padding: 0 7px 0 5px;
  border: 1px solid var(--edge); border-radius: 8px; background: var(--tint); color: var(--tone);
  font-size: 11px; line-height: 13px; font-weight: 600; white-space: nowrap;
}
.badge::before { content: ""; display: inline-block; width: 12px; height: 12px; margin: -1px 3px -1px -1px; vertical-align: -2px; background: currentColor; clip-path: var(--shape); forced-color-adjust: none; }
.badge svg { margin-right: 3px; vertical-align: -1px; }
.badge.OK, .badge.UNKNOWN { font-weight: 400; }
.badge.UNKNOWN { border-style: dashed; }
.badge:hover { box-shadow: 0 0 0 1px var(--tone); }
.badge.shape:not(:hover, :focus) { width: 13px; padding: 0 1px; border-color: transparent; background: none; overflow: hidden; }
.badge.shape:is(:hover, :focus) { position: relative; z-index: 1; background: var(--paper); }
.badge.outside:not(:hover, :focus) { min-width: 0; width: 13px; padding: 0 1px; border-color: transparent; background: none; color: var(--border); overflow: hidden; }

.summary {
  display: flex; flex-wrap: wrap; align-items: center; gap: 4px; width: fit-content; max-width: 100%; padding: 4px 8px 4px 10px; border: 1px solid var(--line); border-left: 3px solid var(--brand); border-radius: 4px; background: var(--paper);
  box-shadow: 0 2px 10px var(--shadow);
}
.name { margin-right: 4px; color: var(--brand); }
.words { line-height: 20px; color: var(--quiet); }
.help { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; }
.help:empty { display: none; }
.counts, .tools { display: contents; }
.steps { display: flex; align-items: center; }
.position { padding: 0 2px; }
.position:not(:empty) { min-width: 58px; text-align: center; font-variant-numeric: tabular-nums; color: var(--quiet); }
.summary.folded :is(.tools, .words, .help) { display: none; }
.part { display: inline-flex; align-items: center; gap: 4px; min-height: 24px; padding: 2px 8px; border: 1px solid var(--line); border-radius: 12px; background: var(--paper); color: var(--tone, var(--ink)); font-weight: 600; white-space: nowrap; }
.part:hover { background: var(--soft); }
.part[aria-pressed=true] { border-color: var(--brand); background: var(--brand); color: var(--on-brand); }
.part[aria-pressed=true]::before { content: ""; width: 12px; height: 12px; background: currentColor; clip-path: ${shapeCut("OK")}; forced-color-adjust: none; }
.sign { min-width: 24px; padding: 0 6px; font-size: 15px; line-height: 20px; }
.whole { white-space: nowrap; }
.count, .state { color: var(--tone); font-weight: 600; white-space: nowrap; }
.count svg, .state svg { margin-right: 4px; }
.plain { min-height: 24px; padding: 2px 10px; border: 1px solid var(--line); border-radius: 4px; background: var(--paper); color: var(--brand); font-weight: 600; }
.plain:hover { border-color: var(--brand); }
.closed .plain { margin-left: 10px; }

.legend {
  position: absolute; bottom: calc(100% + 6px); left: 0; width: min(500px, 100%); overflow: auto; padding: 0 14px 12px;
  border: 1px solid var(--line); border-top: 3px solid var(--brand); border-radius: 6px; background: var(--paper); box-shadow: 0 6px 24px var(--shadow);
}
.legend p { margin: 8px 0 0; }
.signs { grid-template-columns: auto 1fr; gap: 7px 12px; }
.signs dt, .signs dd { align-self: center; }
.signs .badge { min-width: 0; }
.keys { grid-template-columns: auto 1fr; margin-top: 8px; }
kbd { padding: 0 5px; border: 1px solid var(--line); border-radius: 3px; background: var(--paper); color: var(--ink); font: inherit; font-weight: 600; }

.notice {
  overflow: auto; padding: 8px 12px 10px; border: 1px solid var(--line); border-top: 3px solid var(--brand); border-radius: 6px; background: var(--paper);
  box-shadow: 0 4px 18px var(--shadow); font-size: 13px; line-height: 18px;
}
.notice.folded { padding-bottom: 8px; }
.notice header { flex-wrap: wrap; justify-content: space-between; padding: 0; gap: 2px 10px; }
.headline { order: 1; flex: 0 0 100%; margin: 0; font-size: 14px; line-height: 20px; font-weight: 600; color: var(--tone, var(--ink)); }
.headline svg { margin-right: 5px; vertical-align: -1px; }
.details p { margin: 6px 0 0; }
.details h2 { margin-top: 12px; font-size: 13px; line-height: 18px; }
.details ul { margin: 4px 0 0; padding-left: 16px; }
.details .findings { margin-top: 6px; }
.beside li { margin-top: 4px; }
.details .field { margin: 1px 0 0; color: var(--quiet); font-size: 12px; }
.details .footnote { padding-top: 6px; border-top: 1px solid var(--line); color: var(--quiet); font-size: 12px; line-height: 17px; }

.panel {
  pointer-events: auto; position: absolute; inset: 10px 10px auto auto; width: calc(100% - 20px); max-height: calc(100% - 20px); overflow: auto;
  padding: 0 16px 12px; border: 1px solid var(--line); border-top: 3px solid var(--brand); border-radius: 6px; background: var(--paper);
  box-shadow: 0 6px 24px var(--shadow); font-size: 13px; line-height: 19px; animation: appear .12s ease-out;
}
@keyframes appear { from { opacity: 0; transform: translateX(8px); } }
header { position: sticky; top: 0; display: flex; align-items: center; gap: 10px; padding: 10px 0 6px; background: var(--paper); }
h2 { flex: 1; margin: 0; font-size: 16px; line-height: 22px; font-weight: 600; }
.close { width: 26px; height: 26px; padding: 0; border: 0; border-radius: 4px; background: none; font-size: 20px; line-height: 24px; color: var(--quiet); }
.close:hover { background: var(--soft); color: var(--ink); }
.about { margin: 0 0 8px; padding-bottom: 8px; border-bottom: 1px solid var(--thin); color: var(--quiet); font-size: 12px; }
.closed { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 8px; margin: 10px 0 4px; }
.empty { margin: 10px 0 4px; }
.incomplete { margin: 0 0 8px; padding: 6px 10px; border: 1px dashed var(--border); border-radius: 4px; background: var(--ground); font-size: 12px; }
.incomplete ul { margin: 2px 0 0; padding-left: 16px; }
.findings { margin: 0; padding: 0; list-style: none; }
.findings > li { padding: 8px 0 9px 12px; border-left: 3px solid var(--edge); margin: 0 0 10px; }
.findings > li.OK { border-left-color: var(--good); }
h3 { display: flex; align-items: baseline; gap: 6px; margin: 0; font-size: 13px; line-height: 19px; font-weight: 600; color: var(--tone); }
.findings p { margin: 2px 0 0; }
.findings .facts { color: var(--ink); font-weight: 600; font-size: 12px; }
.findings .next { margin: 6px 0; padding: 4px 8px; border-radius: 4px; background: var(--soft); }
.findings .rule { color: var(--quiet); font-size: 11px; line-height: 16px; }
details { margin-top: 4px; font-size: 12px; }
summary { width: fit-content; cursor: pointer; color: var(--brand); font-weight: 600; }
dl { display: grid; grid-template-columns: minmax(110px, auto) 1fr; gap: 1px 12px; margin: 6px 0 0; line-height: 17px; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
details .source { padding: 2px 0 5px; border-bottom: 1px solid var(--thin); color: var(--quiet); font-size: 11px; line-height: 15px; overflow-wrap: anywhere; }
details .source:last-child { border: 0; }

@media (prefers-reduced-motion: reduce) { .panel { animation: none; } }
@media (forced-colors: active) { .badge, .summary, .part, .legend, .notice, .panel { border: 1px solid ButtonText; } .badge::before { background: ButtonText; } }
@media print { :host { display: none !important; } }
`;
