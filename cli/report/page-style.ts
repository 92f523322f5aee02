/** The style of the pages, for screens of any width and for paper. */
export const pageStyle = `
:root { color-scheme: light; --ink: #1b2733; --quiet: #55606b; --line: #d5dae0; --promise: #1d5fa8; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1080px; padding: 2rem 1.25rem 3rem; color: var(--ink); background: white;
  font: 16px/1.5 Helvetica, Arial, sans-serif; font-variant-numeric: tabular-nums; }
.marking { margin: 0; font-size: 0.8125rem; letter-spacing: 0.08em; color: var(--quiet); }
h1 { margin: 0.25rem 0 0; font-size: clamp(1.75rem, 5vw, 2.5rem); line-height: 1.15; letter-spacing: -0.01em; }
h2 { margin: 0; font-size: 1.375rem; line-height: 1.3; }
.lead { margin: 0.5rem 0 0; font-size: 1.125rem; color: var(--quiet); }
.stamp { margin: 1rem 0 0; padding: 0.5rem 0.75rem; border-left: 4px solid #b26a00; background: #fdf5e8; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); gap: 0.75rem; margin: 1.5rem 0 0; }
.figures div { display: flex; flex-direction: column-reverse; justify-content: flex-end; padding: 0.75rem 1rem; border-top: 3px solid var(--promise); background: #f4f6f9; }
.figures dt { color: var(--quiet); font-size: 0.875rem; line-height: 1.3; }
.figures dd { margin: 0; font-size: 2rem; font-weight: bold; line-height: 1.2; }
section { margin-top: 3rem; padding-top: 1.25rem; border-top: 1px solid var(--line); }
section > p { margin: 0.25rem 0 0; max-width: 44rem; }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 0.75rem 0 0; padding: 0; list-style: none; font-size: 0.875rem; }
.legend li { display: flex; align-items: center; gap: 0.375rem; }
.legend svg { width: 14px; height: 14px; flex: none; }
.wide { margin-top: 0.75rem; overflow-x: auto; }
.wide:focus-visible { outline: 3px solid var(--promise); outline-offset: 2px; }
.chart { min-width: 720px; }
.chart svg { display: block; width: 100%; height: auto; }
table { width: 100%; border-collapse: collapse; font-size: 0.875rem; line-height: 1.35; }
caption { padding: 0.5rem 0; text-align: left; font-weight: bold; }
th, td { padding: 0.3rem 0.75rem 0.3rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { font-weight: bold; }
thead th { vertical-align: bottom; border-bottom: 2px solid var(--ink); }
tbody th { position: sticky; left: 0; background: white; font-weight: normal; white-space: nowrap; }
td { white-space: nowrap; }
.number { padding-right: 2rem; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: 0.875rem; color: var(--quiet); }
@media print {
  @page { size: A4 landscape; margin: 14mm; }
  body { max-width: none; padding: 0; font-size: 10.5pt; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  section { margin-top: 1.5rem; }
  h2, .legend, caption { break-after: avoid; }
  .chart, tr { break-inside: avoid; }
  thead { display: table-header-group; }
  .wide { overflow: visible; }
  .chart { min-width: 0; }
}
`;
