/** The look of the dashboard: one stylesheet, light, dark and on paper; no font or file from elsewhere. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --page: #f5f6f8; --card: #ffffff; --ink: #17212b; --soft: #4b5865; --faint: #66727e; --rule: #e2e6ea;
  --accent: #0f6b7a; --good: #17713f; --good-wash: #e5f4ec; --bad: #b3311f; --bad-wash: #fbeae7;
  --quiet-wash: #eef1f4; --bar: #93a3b2;
  --money-1: #0f6b7a; --money-2: #5cb3b8; --money-3: #cdb97f; --money-4: #c8623d;
  --age-1: #bcd9e4; --age-2: #7fb5cb; --age-3: #e9c46a; --age-4: #e08e4f; --age-5: #b8412f; --age-0: #a9b3bd;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #10161c; --card: #18212a; --ink: #e8edf2; --soft: #a3b0bd; --faint: #93a0ad; --rule: #2a3641;
    --accent: #58b9c8; --good: #5cc98f; --good-wash: #17352a; --bad: #f08a76; --bad-wash: #40221d;
    --quiet-wash: #222d37; --bar: #64778a; --money-1: #2f93a3; --money-2: #8fd3d6; --money-3: #9a8a55; --age-0: #5d6b78; --age-1: #47707f; --age-5: #d65a45;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums; -webkit-font-smoothing: antialiased;
}
main, header, footer { max-width: 1200px; margin: 0 auto; padding: 0 28px; }
header { padding-top: 36px; display: flex; flex-wrap: wrap; gap: 8px 32px; align-items: flex-end; justify-content: space-between; }
h1 { font-size: 30px; line-height: 1.15; letter-spacing: -0.02em; margin: 0; font-weight: 650; }
.eyebrow { font-size: 12px; letter-spacing: 0.09em; text-transform: uppercase; color: var(--accent); font-weight: 650; margin: 0 0 6px; }
.as-of { color: var(--soft); margin: 6px 0 0; }
.score { display: flex; gap: 10px; align-items: center; margin: 0; color: var(--soft); }
.score small { display: block; font-size: 12.5px; color: var(--bad); } .score strong { font-size: 26px; color: var(--ink); letter-spacing: -0.02em; }
.pips { display: inline-flex; gap: 3px; }
.pips i { width: 9px; height: 22px; border-radius: 2px; background: var(--bar); }
.pips i.met { background: var(--good); } .pips i.missed { background: var(--bad); }
section { margin-top: 40px; break-inside: avoid; }
h2 { font-size: 19px; letter-spacing: -0.01em; margin: 0 0 2px; font-weight: 650; }
.lead { color: var(--soft); margin: 0 0 14px; max-width: 92ch; }
.grid { display: grid; gap: 16px; grid-template-columns: repeat(4, minmax(0, 1fr)); }
.halves { display: grid; gap: 16px; grid-template-columns: repeat(2, minmax(0, 1fr)); }
.card { background: var(--card); border: 1px solid var(--rule); border-radius: 12px; padding: 18px 18px 14px; break-inside: avoid; min-width: 0; }
.card h3 { font-size: 14px; font-weight: 600; margin: 0; color: var(--ink); }
.card .question { color: var(--faint); font-size: 12.5px; line-height: 1.35; margin: 2px 0 8px; min-height: 2.7em; }
.value { font-size: 32px; font-weight: 650; letter-spacing: -0.03em; line-height: 1.1; margin: 0; }
.value small { font-size: 15px; font-weight: 500; letter-spacing: 0; color: var(--soft); }
.headline .value { font-size: 40px; }
.facts { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; margin: 8px 0 0; font-size: 12.5px; color: var(--soft); min-height: 24px; }
.change { font-size: 12.5px; color: var(--faint); margin: 3px 0 10px; }
.pill { border-radius: 99px; padding: 2px 9px; font-weight: 600; white-space: nowrap; background: var(--quiet-wash); color: var(--soft); }
.pill.met { background: var(--good-wash); color: var(--good); }
.pill.missed { background: var(--bad-wash); color: var(--bad); }
figure { margin: 0; }
figcaption { font-size: 12.5px; color: var(--faint); margin-top: 8px; }
a { color: inherit; text-decoration: underline dotted; text-underline-offset: 3px; } a:hover { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
svg { display: block; width: 100%; height: auto; overflow: visible; }
svg text { font: 11px system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; fill: var(--faint); }
svg .strong { fill: var(--ink); font-weight: 600; }
.gridline { stroke: var(--rule); stroke-width: 1; }
.trend { fill: none; stroke: var(--accent); stroke-width: 2.2; stroke-linejoin: round; stroke-linecap: round; }
.trend.unripe { stroke-dasharray: 2 5; opacity: 0.65; }
.target { stroke: var(--soft); stroke-width: 1.2; stroke-dasharray: 5 4; }
.dot { fill: var(--accent); stroke: var(--card); stroke-width: 1.5; }
.dot.met { fill: var(--good); } .dot.missed { fill: var(--bad); }
.hover { fill: transparent; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; padding: 0; margin: 0 0 12px; list-style: none; font-size: 12.5px; color: var(--soft); }
.legend i { display: inline-block; width: 11px; height: 11px; border-radius: 3px; margin-right: 6px; vertical-align: -1px; }
.moves { list-style: none; margin: 0; padding: 0; }
.moves li { display: flex; gap: 14px; padding: 11px 0; border-top: 1px solid var(--rule); }
.moves li:first-child { border-top: 0; padding-top: 0; } .moves li:last-child { padding-bottom: 2px; }
.moves p { margin: 0; } .moves .pill { align-self: flex-start; min-width: 92px; text-align: center; font-size: 12.5px; }
.wide { overflow-x: auto; } .chart { overflow-x: auto; } .halves thead th { white-space: normal; } h3 + .wide { margin-top: 6px; }
table { border-collapse: collapse; width: 100%; font-size: 13.5px; }
th, td { padding: 7px 10px; text-align: right; border-top: 1px solid var(--rule); white-space: nowrap; }
th:first-child, td:first-child { text-align: left; padding-left: 0; } th:last-child, td:last-child { padding-right: 0; }
td.left, th.left { text-align: left; }
thead th { color: var(--faint); font-weight: 500; font-size: 12px; border-top: 0; padding-top: 0; vertical-align: bottom; }
tbody th { font-weight: 500; }
tr.all th, tr.all td { font-weight: 650; }
td .bar { display: block; height: 10px; border-radius: 3px; background: var(--accent); min-width: 2px; }
td.bars { width: 34%; } .reason { white-space: normal; }
.met-text { color: var(--good); } .missed-text { color: var(--bad); }
.sign { font-size: 11px; margin-right: 3px; }
.empty { color: var(--soft); margin: 0; }
footer { color: var(--faint); font-size: 12.5px; padding-top: 36px; padding-bottom: 40px; }
@media (max-width: 980px) { .grid { grid-template-columns: repeat(2, minmax(0, 1fr)); } .halves { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 760px) { .chart svg { min-width: 720px; } }
@media (max-width: 560px) { .grid { grid-template-columns: minmax(0, 1fr); } main, header, footer { padding-left: 16px; padding-right: 16px; } .card .question { min-height: 0; } .moves li { flex-direction: column; gap: 6px; } }
@media print {
  :root { --page: #ffffff; --card: #ffffff; --ink: #17212b; --soft: #4b5865; --faint: #5c6873; --rule: #d5dae0; --accent: #0f6b7a; --good: #17713f; --good-wash: #e5f4ec; --bad: #b3311f; --bad-wash: #fbeae7; --bar: #93a3b2; --money-1: #0f6b7a; --money-2: #5cb3b8; --money-3: #cdb97f; --money-4: #c8623d; --age-0: #a9b3bd; --age-1: #bcd9e4; --age-5: #b8412f; color-scheme: light; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { font-size: 12px; } .grid { grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 10px; } .halves { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  section { margin-top: 22px; } .card { border-radius: 6px; padding: 12px; } .headline .value, .value { font-size: 24px; }
  main, header, footer { padding: 0; } .card .question { min-height: 0; } a { text-decoration: none; }
  .wide, .chart { overflow: visible; } .chart svg { min-width: 0; } table { font-size: 10px; } th, td { padding: 4px 5px; } thead th { font-size: 9.5px; }
  @page { size: landscape; margin: 12mm; }
}
`;
