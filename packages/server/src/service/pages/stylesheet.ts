/** The one stylesheet of the service. No web font: the reader's own system fonts, Chinese ones named first. */
export const stylesheet = `
:root {
  color-scheme: light dark; accent-color: var(--accent);
  --paper: #f6f5f1; --card: #fff; --ink: #1d2320; --soft: #55605a; --line: #d9d8d0;
  --accent: #14594a; --accent-ink: #fff; --accent-soft: #e4efeb;
  --good: #17603a; --bad: #97291f; --wait: #76500a; --quiet: #4d5752;
  --good-soft: #e3f1e8; --bad-soft: #f8e6e3; --wait-soft: #f8edd3; --quiet-soft: #ebece8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #151917; --card: #1d2321; --ink: #e8ebe8; --soft: #a6b0aa; --line: #353e3a;
    --accent: #8fd3bf; --accent-ink: #0d241d; --accent-soft: #20352f;
    --good: #8fd6a8; --bad: #f2a69c; --wait: #ebc777; --quiet: #b3bdb7;
    --good-soft: #1b3325; --bad-soft: #40211d; --wait-soft: #3a2f16; --quiet-soft: #2a312e;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: var(--paper); color: var(--ink);
  font: 1rem/1.65 system-ui, -apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei",
    "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif;
}
:lang(zh) { line-height: 1.75; }
a { color: var(--accent); text-underline-offset: 0.2em; }
a:hover { text-decoration-thickness: 0.13em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -100vw; top: 0; background: var(--card); padding: 0.6rem 1rem; z-index: 1; }
.skip:focus { left: 0; }
.wrap { width: 100%; max-width: 44rem; margin: 0 auto; padding: 0 1.25rem; }
.wide .wrap { max-width: 80rem; }
.banner { margin: 0; padding: 0.5rem 0; background: var(--wait-soft); color: var(--wait); font-size: 0.9rem; }
.banner p { margin-top: 0; margin-bottom: 0; }
.bar { border-bottom: 1px solid var(--line); background: var(--card); }
.bar .wrap { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 1.5rem; padding-top: 0.7rem; padding-bottom: 0.7rem; }
.brand { margin: 0; font-weight: 650; overflow-wrap: anywhere; }
.bar ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.1rem; list-style: none; margin: 0; padding: 0; }
.bar nav a, .bar nav strong { display: inline-block; padding: 0.2rem 0; text-decoration: none; color: var(--soft); }
.bar nav a:hover { color: var(--ink); text-decoration: underline; }
.bar nav a[aria-current] { color: var(--ink); font-weight: 600; border-bottom: 2px solid var(--accent); }
.bar .languages { margin-left: auto; font-size: 0.9rem; }
.bar .languages strong { font-weight: 600; color: var(--ink); }
main { flex: 1; padding: 2rem 0 3rem; outline: none; }
h1 { font-size: 1.65rem; line-height: 1.3; font-weight: 650; letter-spacing: -0.01em; margin: 0 0 0.5rem; overflow-wrap: anywhere; }
:lang(zh) h1 { letter-spacing: 0; }
h2 { font-size: 1.1rem; line-height: 1.4; font-weight: 650; margin: 2.2rem 0 0.75rem; }
h3 { font-size: 1rem; line-height: 1.4; font-weight: 650; margin: 1.5rem 0 0.6rem; }
.lead { font-size: 1.05rem; color: var(--soft); margin: 0 0 1.5rem; max-width: 42rem; overflow-wrap: anywhere; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1.1rem 1.25rem; margin: 0 0 1.25rem; }
.card > :first-child { margin-top: 0; }
.card > :last-child { margin-bottom: 0; }
dl.facts { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: 0.5rem 1.5rem; margin: 0; }
dl.facts dt { color: var(--soft); }
dl.facts dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
ol.steps { margin: 0; padding-left: 1.4rem; }
ol.steps li { margin: 0 0 0.7rem; padding-left: 0.25rem; }
ol.steps li::marker { color: var(--accent); font-weight: 650; }
.go { margin: 1.75rem 0 1rem; }
button, .button {
  font: inherit; font-weight: 600; display: inline-block; border: 1px solid transparent; border-radius: 8px;
  padding: 0.6rem 1.3rem; min-height: 2.75rem; background: var(--accent); color: var(--accent-ink); cursor: pointer;
  text-decoration: none;
}
button:hover { filter: brightness(1.12); }
button.plain { background: transparent; color: var(--accent); border-color: currentColor; }
button.small { padding: 0.2rem 0.9rem; min-height: 2rem; font-size: 0.92rem; }
.go button { width: 100%; max-width: 24rem; padding: 0.85rem 1.5rem; font-size: 1.08rem; }
.note { color: var(--soft); font-size: 0.92rem; margin: 0.5rem 0; overflow-wrap: anywhere; }
.tag { display: inline-block; border-radius: 5px; padding: 0.02rem 0.55rem; font-size: 0.92rem; font-weight: 600; white-space: nowrap; }
.tag::before { margin-right: 0.4em; }
.good { background: var(--good-soft); color: var(--good); }
.good::before { content: "✓"; }
.bad { background: var(--bad-soft); color: var(--bad); }
.bad::before { content: "✕"; }
.wait { background: var(--wait-soft); color: var(--wait); }
.wait::before { content: "…"; }
.quiet { background: var(--quiet-soft); color: var(--quiet); }
#again + .note { margin-top: 1.5rem; }
h1 + .scroll { margin-top: 1rem; }
.notice { border-left: 4px solid var(--wait); background: var(--wait-soft); color: var(--ink); border-radius: 6px; padding: 0.75rem 1rem; margin: 1rem 0 1.25rem; overflow-wrap: anywhere; }
.notice.wrong { border-color: var(--bad); background: var(--bad-soft); }
.notice p { margin: 0.25rem 0; }
.notice strong { display: block; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 10px; background: var(--card); margin: 0 0 1rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.94rem; }
caption { text-align: left; color: var(--soft); padding: 0.7rem 1rem; border-bottom: 1px solid var(--line); }
th, td { text-align: left; vertical-align: top; padding: 0.6rem 1rem; border-bottom: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 0; }
thead th { color: var(--soft); font-weight: 600; font-size: 0.86rem; white-space: nowrap; }
tbody th { font-weight: 500; }
table.records th, table.records td { white-space: nowrap; padding-left: 0.8rem; padding-right: 0.8rem; }
table.records td.loose { white-space: normal; }
td form, dd form { margin: 0; }
td input[type="text"], td select { width: auto; }
.id, code, pre { font-family: ui-monospace, "SFMono-Regular", Menlo, Consolas, "Liberation Mono", monospace; font-size: 0.88em; }
.told { min-width: 12rem; }
.id { overflow-wrap: anywhere; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
label { display: block; font-weight: 600; margin: 0 0 0.25rem; }
input[type="email"], input[type="text"], input[type="password"], input[type="datetime-local"], select {
  font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--soft); border-radius: 8px;
  padding: 0.55rem 0.75rem; width: 100%; max-width: 26rem; min-height: 2.75rem;
}
input[aria-invalid] { border-color: var(--bad); border-width: 2px; }
fieldset { border: 0; margin: 1rem 0; padding: 0; }
legend { font-weight: 600; padding: 0; }
fieldset label { display: flex; gap: 0.6rem; align-items: baseline; font-weight: 400; margin: 0.35rem 0; }
.field { margin: 0 0 1rem; }
.field .note { margin: 0 0 0.4rem; }
.row { display: flex; flex-wrap: wrap; gap: 0.75rem 1.5rem; align-items: end; }
.row > a { align-self: center; }
.pages { display: flex; gap: 1.5rem; }
.empty { padding: 2rem 1.25rem; text-align: center; color: var(--soft); }
footer { border-top: 1px solid var(--line); color: var(--soft); font-size: 0.88rem; padding: 1rem 0 1.5rem; }
footer p { margin: 0.15rem 0; overflow-wrap: anywhere; }
@media (max-width: 34rem) {
  main { padding-top: 1.4rem; }
  h1 { font-size: 1.4rem; }
  dl.facts { grid-template-columns: 1fr; gap: 0; }
  dl.facts dd { margin: 0 0 0.75rem; }
  dl.facts dd:last-child { margin-bottom: 0; }
  .go button { max-width: none; }
}
@media (prefers-reduced-motion: no-preference) { button { transition: filter 0.12s; } }
@media print { .bar nav, .go, .skip { display: none; } }
`
