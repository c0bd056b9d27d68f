/** How a model card looks: on a screen in light or dark, on paper in black on white. */
export const cardStyle = `
:root {
  --ground: #ffffff; --ink: #16211c; --soft: #56665e; --line: #dde5e0; --accent: #07664e; --sunken: #f3f6f3;
  --shade-1: #eaf5f0; --shade-2: #d3ebe1; --shade-3: #b7decd; --shade-4: #98cfb8;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ground: #161e1a; --ink: #e6eeea; --soft: #9db0a7; --line: #34413b; --accent: #7be0bc; --sunken: #101714;
    --shade-1: #182a24; --shade-2: #1b362d; --shade-3: #1f4437; --shade-4: #245343;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; }
main, footer { max-width: 50rem; margin-inline: auto; padding-inline: 1.25rem; }
header { padding-block: 2.5rem 0.5rem; border-bottom: 3px solid var(--accent); }
h1 { margin: 0; font-size: 1.9rem; line-height: 1.2; overflow-wrap: anywhere; }
h2 { margin: 2.25rem 0 0.75rem; font-size: 1.2rem; color: var(--accent); }
header p, footer p { margin: 0.5rem 0 1rem; color: var(--soft); }
p, li, dd, dt, th, td { overflow-wrap: anywhere; }
.text { margin: 0 0 0.75rem; white-space: pre-line; }
ul { margin: 0 0 0.75rem; padding-inline-start: 1.25rem; }
li + li { margin-top: 0.35rem; }
ul.columns { columns: 12rem; }
details { margin: 0 0 0.75rem; }
summary { padding-block: 0.6rem; color: var(--accent); font-weight: 600; cursor: pointer; }
summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
dl { margin: 0 0 0.75rem; }
dd { margin: 0; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 0.75rem; }
.figures div { padding: 0.9rem 1rem; border-radius: 12px; background: var(--sunken); }
.figures dt { color: var(--soft); font-size: 0.9rem; }
.figures strong { display: block; font-size: 1.7rem; line-height: 1.3; }
.figures span { display: block; color: var(--soft); font-size: 0.85rem; }
.facts div { display: grid; grid-template-columns: minmax(8rem, 1fr) 2fr; gap: 1rem; padding-block: 0.45rem;
  border-bottom: 1px solid var(--line); }
.facts dt { color: var(--soft); }
.facts dd { white-space: pre-line; }
.scroll { margin: 0 0 1rem; overflow-x: auto; }
.scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; min-width: 50%; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
caption { padding-bottom: 0.4rem; color: var(--soft); font-size: 0.9rem; text-align: start; }
th, td { padding: 0.4rem 0.75rem; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
th { min-width: 5rem; max-width: 18rem; font-weight: 600; }
td { min-width: 3.5rem; }
.shade-1 { background: var(--shade-1); }
.shade-2 { background: var(--shade-2); }
.shade-3 { background: var(--shade-3); }
.shade-4 { background: var(--shade-4); }
footer { margin-top: 2.5rem; padding-block: 1rem 2rem; border-top: 1px solid var(--line); font-size: 0.9rem; }
@media (max-width: 30rem) {
  .facts div { grid-template-columns: 1fr; gap: 0; }
}
@page { margin: 16mm; }
@media print {
  body { font-size: 10.5pt; }
  main, footer { max-width: none; padding-inline: 0; }
  header { padding-top: 0; }
  h2 { break-after: avoid; }
  tr, li, .figures div, .facts div { break-inside: avoid; }
  .scroll { overflow: visible; }
  .figures div { border: 1px solid var(--line); }
  td { print-color-adjust: exact; }
}
`;
