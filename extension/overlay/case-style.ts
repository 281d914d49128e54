/** The look of what only the panel has, beside style.ts: a sheet of its own, so that hundreds of badges need not carry it. */
export const CASE_STYLE = `
h3:focus-visible, input:focus-visible, textarea:focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }
h3:focus:not(:focus-visible) { outline: none; }
summary { padding: 3px 0; }
.findings .said, .overtaken { padding-left: 8px; border-left: 2px solid var(--line); color: var(--ink); font-size: 12px; line-height: 17px; overflow-wrap: anywhere; }
.actions { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 6px; }
.actions .plain { margin: 0; }
.plain.main { border-color: var(--brand); }
.plain[aria-expanded=true] { border-color: var(--brand); box-shadow: inset 0 0 0 1px var(--brand); }
.plain[aria-disabled=true] { cursor: progress; }
.answer { margin-top: 8px; padding: 8px 10px 10px; border: 1px solid var(--line); border-radius: 4px; font-size: 12px; line-height: 17px; }
.field { margin-bottom: 6px; }
.field label { display: block; font-weight: 600; }
.hint { display: block; color: var(--quiet); font-size: 11px; line-height: 15px; }
input, textarea { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--quiet); border-radius: 3px; margin: 2px 0 0; padding: 3px 6px; min-height: 26px; }
textarea { display: block; width: 100%; resize: vertical; }
[aria-invalid=true] { border-width: 2px; }
.fault { display: block; margin: 2px 0 0; font-weight: 600; }
.fault:empty { display: none; }
.fault:not(:empty)::before { content: "! "; }
.lettercopy { margin: 2px 0 6px; }
.lettercopy .plain { margin: 0; }
.lettercopy p { margin: 4px 0; }
[role=status]:empty { display: none; }

.case { margin-top: 12px; padding-top: 6px; border-top: 1px solid var(--line); }
.case p { margin: 2px 0 0; }
.case .plain { margin: 4px 0; }
.casetitle { font-size: 14px; color: var(--ink); }
.casepart { margin-top: 10px; }
.casepart h3 { color: var(--brand); }
.casepart ul { margin: 4px 0 0; padding: 0; list-style: none; }
.cards > li { margin-bottom: 10px; padding-left: 10px; border-left: 3px solid var(--line); }
h4, h5 { margin: 0; font-size: 13px; line-height: 19px; font-weight: 600; }
h5 { font-size: 12px; line-height: 17px; }
.casepart p, .casepart li, .casepart td, .casepart th { font-size: 12px; line-height: 17px; }
.order { margin-top: 6px; padding-left: 10px; border-left: 1px solid var(--line); }
.late { color: var(--tone); font-weight: 600; }
.late svg { margin-right: 4px; }
.unknown { color: var(--quiet); font-style: italic; }
.total { font-weight: 600; }
.casepart table { border-collapse: collapse; margin-top: 4px; width: 100%; }
caption { text-align: left; color: var(--quiet); font-size: 11px; }
.casepart th, .casepart td { padding: 1px 6px 1px 0; text-align: right; font-weight: 400; border-bottom: 1px solid var(--line); }
.casepart th:first-child { text-align: left; }
thead th { color: var(--quiet); }

/* What gets the keyboard is not under the header that stays at the top. */
.panel { scroll-padding-top: 64px; }
@media (prefers-color-scheme: dark) { .panel { color-scheme: dark; } }
/* A drawing keeps its colours where all others are forced. */
@media (forced-colors: active) { .chart, .chartlegend { --ink: CanvasText; --quiet: CanvasText; --brand: CanvasText; --line: GrayText; } }

.charttitle { color: var(--quiet); }
svg.chart { display: block; width: 100%; height: auto; max-width: 400px; margin-top: 2px; }
.chart .grid { stroke: var(--line); stroke-width: 1; }
.chart .axis { fill: var(--quiet); font-size: 10px; }
.chart .performed { fill: var(--brand); }
.chart .ordered { fill: none; stroke: var(--ink); stroke-width: 1.2; }
.chart .unreported { fill: var(--quiet); font-size: 12px; }
.chartlegend { display: flex; flex-wrap: wrap; gap: 2px 12px; color: var(--quiet); }
.chartlegend i { display: inline-block; width: 11px; height: 11px; margin-right: 4px; vertical-align: -1px; font-style: normal; text-align: center; line-height: 12px; }
.chartlegend i.performed { background: var(--brand); forced-color-adjust: none; }
.chartlegend i.ordered { border: 1.2px solid var(--ink); }
`;
