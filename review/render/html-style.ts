/** The page's style: light or dark as the reader's system has it, from a phone's width on. */
export const STYLE = `
:root{color-scheme:light;--ground:#fff;--raised:#f4f6f8;--ink:#1b1f24;--quiet:#57606a;--line:#d5dbe1;--link:#0a58b5;--more:#a8201a;--less:#0f6a31;--warn:#7a4b00;--tint:#eaf2fc}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;--ground:#12161b;--raised:#1b2128;--ink:#e8ebee;--quiet:#a3adb8;--line:#333c46;--link:#7db8f5;--more:#ff9d94;--less:#7fd69b;--warn:#f0c674;--tint:#1a2a3c}}
:root[data-theme=dark]{color-scheme:dark;--ground:#12161b;--raised:#1b2128;--ink:#e8ebee;--quiet:#a3adb8;--line:#333c46;--link:#7db8f5;--more:#ff9d94;--less:#7fd69b;--warn:#f0c674;--tint:#1a2a3c}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.45 system-ui,sans-serif;overflow-wrap:anywhere}
header,main,.bar{max-width:80rem;margin:0 auto;padding:0 1rem}
header{padding-top:.75rem}
h1{font-size:1.25rem;margin:0}
.summary{margin:.15rem 0 .4rem;color:var(--quiet)}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;z-index:9;background:var(--ground);padding:.5rem;color:var(--link)}
.bar{display:flex;gap:.5rem;align-items:center;position:sticky;top:0;z-index:3;height:3.25rem;background:var(--ground);border-bottom:1px solid var(--line)}
input,select,button{font:inherit;color:inherit;background:var(--raised);border:1px solid var(--line);border-radius:.4rem;padding:.3rem .6rem;min-height:2.25rem}
input{flex:1 1 8rem;min-width:0;max-width:26rem}
select{min-width:0;max-width:9rem}
button{cursor:pointer;white-space:nowrap}button:disabled{color:var(--quiet);cursor:default}
:focus-visible{outline:3px solid var(--link);outline-offset:1px}
main:focus{outline:none}
#count{margin:0;color:var(--quiet);white-space:nowrap;overflow:hidden;text-overflow:ellipsis;min-width:4rem}
h2{font-size:1.05rem;margin:0;padding:.6rem 0 .35rem;position:sticky;top:3.25rem;z-index:2;background:var(--ground);border-bottom:1px solid var(--line)}
h3{font-size:.95rem;margin:.6rem 0 .2rem}
section{margin-bottom:1rem}
.scroll{overflow:auto;max-height:min(24rem,50vh);border:1px solid var(--line);border-radius:.4rem;margin-top:.4rem}
.narrowed .scroll{max-height:28vh}
table{border-collapse:separate;border-spacing:0;width:100%}
th,td{padding:.15rem .5rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:middle}
thead th{position:sticky;top:0;z-index:1;background:var(--raised);white-space:nowrap}
tbody th{position:sticky;left:0;background:var(--ground);font-weight:500;min-width:9rem;max-width:20rem}
td button{min-height:1.75rem;padding:.05rem .45rem;white-space:nowrap;background:transparent}
td button:hover{background:var(--tint)}
td b{white-space:pre}td small{color:var(--quiet)}
button[aria-pressed=true]{background:var(--tint);border-color:var(--link)}
.rest{margin-top:.4rem;color:var(--link)}
.row{border-bottom:1px solid var(--line)}
.line{margin:0;padding:.35rem .25rem;display:flex;flex-wrap:wrap;gap:.1rem .5rem;align-items:baseline}
p.line{padding-left:1.55rem}
.heading{max-width:calc(100% - 7.5rem)}
summary.line{cursor:pointer;list-style:none}summary.line::-webkit-details-marker{display:none}
summary.line::before{content:"▸";color:var(--quiet);width:.8em}
details[open]>summary.line::before{content:"▾"}
summary.line:hover,details[open]>summary{background:var(--raised)}
.brief{color:var(--quiet);max-width:100%;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.badge{border:1px solid currentcolor;border-radius:1rem;padding:0 .5rem;font-size:.8rem;font-weight:600;color:var(--quiet);white-space:nowrap}
.quiet{color:var(--quiet);font-weight:400}
.more,.high,.lacks,.beyond,.removed{color:var(--more)}
.less,.guard,.allowed,.within,.added{color:var(--less)}
.medium,.unknown,.in-excess,.changed{color:var(--warn)}
.widened{color:var(--link)}
dl{display:grid;grid-template-columns:6rem 1fr;gap:.15rem .75rem;margin:.2rem 0 .8rem;padding-left:1.3rem}
dt{color:var(--quiet)}dd{margin:0;min-width:0}
code{font:.88em/1.4 ui-monospace,monospace}
.accept{user-select:all}
.none{color:var(--quiet)}
@media (max-width:30rem){.heading{max-width:100%}}
@media (max-width:48rem){.summary{padding-bottom:1.2rem}header,main,.bar{padding-left:.6rem;padding-right:.6rem}#count{position:absolute;right:.6rem;top:-1.4rem}.bar select{max-width:5.5rem}.bar button{padding:.3rem .45rem}tbody th{min-width:7rem;max-width:9rem}dl{grid-template-columns:4.5rem 1fr;padding-left:.5rem}}
`;
