/** The page's style: one column, light or dark as the reader's system has it, readable from a phone on. */
export const STYLE = `
:root{color-scheme:light dark;--ground:#fff;--raised:#f5f6f8;--ink:#1b1f24;--quiet:#555d66;--line:#d3d8de;--link:#0b5cad;--more:#a3180f;--less:#11682f;--warn:#7a4b00}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){--ground:#14171b;--raised:#1e2329;--ink:#e8ebee;--quiet:#a9b2bc;--line:#3a424b;--link:#7db8f5;--more:#ff9d94;--less:#7fd69b;--warn:#f0c674}}
:root[data-theme=dark]{color-scheme:dark;--ground:#14171b;--raised:#1e2329;--ink:#e8ebee;--quiet:#a9b2bc;--line:#3a424b;--link:#7db8f5;--more:#ff9d94;--less:#7fd69b;--warn:#f0c674}
:root[data-theme=light]{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
header,main{max-width:72rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem;margin:0}h2{font-size:1.15rem;margin:2rem 0 .5rem}h3{font-size:1rem;margin:1rem 0 .25rem;overflow-wrap:anywhere}
.summary{font-weight:600;margin:.5rem 0}
.bar{display:flex;flex-wrap:wrap;gap:.75rem;align-items:end;position:sticky;top:0;z-index:2;background:var(--ground);padding:.75rem 0;border-bottom:1px solid var(--line)}
.bar label{display:grid;gap:.15rem;font-size:.85rem;color:var(--quiet)}
input,select,button{font:inherit;color:inherit;background:var(--raised);border:1px solid var(--line);border-radius:.35rem;padding:.4rem .6rem;min-height:2.5rem}
.bar input{width:18rem;max-width:80vw}
button{cursor:pointer}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.count{margin:0;font-size:.9rem;color:var(--quiet)}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:.5rem}
table{border-collapse:collapse;width:100%}
th,td{padding:.35rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
thead th{background:var(--raised);white-space:nowrap}
tbody th{font-weight:500;overflow-wrap:anywhere;min-width:12rem;max-width:24rem}
td button{min-height:2rem;padding:.1rem .5rem;white-space:nowrap}
button[aria-pressed=true]{outline:3px solid var(--link)}
ul{list-style:none;margin:0;padding:0}
.row{border:1px solid var(--line);border-radius:.5rem;padding:.5rem .75rem;margin:.4rem 0;overflow-wrap:anywhere}
.row p{margin:.1rem 0}
.quiet{color:var(--quiet);font-size:.9rem}
.more{color:var(--more)}.less{color:var(--less)}.warn{color:var(--warn)}
.badge{display:inline-block;border:1px solid currentcolor;border-radius:1rem;padding:0 .5rem;font-size:.85rem;font-weight:600}
code{font-family:ui-monospace,monospace;font-size:.9em}
[hidden]{display:none!important}
@media (max-width:40rem){body{font-size:15px}.bar{position:static}.bar label,.bar input,.bar select{width:100%;max-width:none}tbody th{min-width:9rem}}
`;
