export const stylesheetPath = '/simulator.css'

/** Plain on purpose: nothing here may look like Alipay. */
export const stylesheet = `:root { color-scheme: light; --ink: #1f2328; --soft: #57606a; --line: #d0d7de; --paper: #fff; --ground: #f6f5f1; --accent: #6b3fa0; --alert: #a40e26; --note: #fff3c4; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei", sans-serif; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .25rem .75rem; }
header { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; justify-content: space-between; background: var(--note); border-bottom: 3px double #8a6d00; padding: .6rem 1.25rem; }
.banner { margin: 0; font-weight: 600; }
.banner span { display: block; font-weight: 400; font-size: .9rem; }
main { width: min(100% - 2rem, 40rem); margin: 2rem auto 4rem; padding: 1.5rem 2rem 2rem; background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; }
main.wide { width: min(100% - 2rem, 72rem); }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .75rem; }
h2 { font-size: 1.15rem; line-height: 1.35; margin: 1.75rem 0 .5rem; }
p { margin: .5rem 0; }
a { color: var(--accent); }
.step, .hint { color: var(--soft); }
.hint { display: block; font-size: .92rem; }
.warn { border-left: .3rem solid #8a6d00; padding: .25rem .9rem; background: #fffaf0; }
form { margin: 1.25rem 0 0; }
.field { margin: 0 0 1.1rem; }
.field > label { display: block; font-weight: 600; margin-bottom: .25rem; }
input[type=email], input[type=password], input[type=text] { width: 100%; font: inherit; padding: .5rem .65rem; border: 1px solid #6e7781; border-radius: .35rem; background: var(--paper); color: var(--ink); }
input[aria-invalid=true] { border: 2px solid var(--alert); }
.choice { display: grid; grid-template-columns: 1.5rem 1fr; gap: 0 .5rem; align-items: start; padding: .75rem .9rem; border: 1px solid var(--line); border-radius: .35rem; margin: 0 0 .75rem; }
.choice input { width: 1.1rem; height: 1.1rem; margin: .25rem 0 0; accent-color: var(--accent); }
.choice label { font-weight: 600; }
.choice .hint, .choice .extra { grid-column: 2; }
fieldset { border: 0; margin: .6rem 0 0; padding: 0; }
legend { padding: 0; font-weight: 600; font-size: .95rem; }
.choice fieldset label { display: inline-block; font-weight: 400; margin-right: 1.25rem; }
button { font: inherit; font-weight: 600; padding: .5rem 1.4rem; border: 1px solid var(--accent); border-radius: .35rem; background: var(--accent); color: #fff; cursor: pointer; }
button.second { background: var(--paper); color: var(--accent); font-weight: 400; padding: .25rem .9rem; margin-top: .35rem; }
:focus-visible { outline: 3px solid #1f6feb; outline-offset: 2px; }
.errors { border: 2px solid var(--alert); border-radius: .35rem; padding: .6rem 1rem; margin: 1rem 0; }
.errors h2 { margin: 0; color: var(--alert); font-size: 1rem; }
.errors ul { margin: .25rem 0; padding-left: 1.2rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.25rem; margin: .75rem 0; }
dt { font-weight: 600; }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
code { font-family: ui-monospace, "SFMono-Regular", "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace; font-size: .92em; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); }
thead th { white-space: nowrap; }
tbody th { font-weight: 400; }
time { white-space: nowrap; }
td ul { margin: 0; padding-left: 1.1rem; }
@media (max-width: 34rem) { main, main.wide { width: 100%; margin: 0 0 2rem; padding: 1.25rem; border-width: 0 0 1px; border-radius: 0; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } }
`
