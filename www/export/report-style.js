// The style sheet of a report: light, for screen and paper. Pure.

export const STYLE = `
body { margin: 0; background: #fffdf9; color: #23283a; font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
main { max-width: 800px; margin: 0 auto; padding: 24px 16px 40px; }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.2; }
h2 { margin: 28px 0 8px; font-size: 1.1rem; }
h3 { margin: 8px 0 2px; font-size: 0.9rem; color: #5f6475; }
p { margin: 4px 0; }
header p { color: #5f6475; }
table { border-collapse: collapse; width: 100%; font-size: 0.875rem; }
th, td { padding: 3px 10px 3px 0; border-top: 1px solid #e5dfd2; text-align: left; vertical-align: top; font-weight: 400; }
th { color: #5f6475; }
th[scope="row"] { width: 32%; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; font-weight: 600; }
.metrics th[scope="col"] { text-align: right; white-space: nowrap; }
.help { color: #5f6475; }
.groups { columns: 2; column-gap: 32px; }
.group { break-inside: avoid; }
figure { margin: 0; }
figure svg, figure img { max-width: 100%; height: auto; }
a { color: #a8540a; overflow-wrap: anywhere; }
@media screen and (max-width: 600px) { figure { overflow-x: auto; } figure svg, figure img { max-width: none; } .groups { columns: 1; } .help { display: none; } }
@media print { body { background: none; } main { max-width: none; padding: 0; } section, figure, tr { break-inside: avoid; } a { color: inherit; } }
`;
