/** The one style of every page: WeUI's colours with contrast of at least 4.5, light and dark. */
export const STYLE = `
:root{color-scheme:light dark;--page:#ededed;--card:#fff;--line:rgba(0,0,0,.1);--text:rgba(0,0,0,.9);--hint:rgba(0,0,0,.58);--act:#018942;--green:#008043;--link:#576b95;--danger:#d92d20;--soft:#f7f7f7;--dim:rgba(0,0,0,.6);--ribbon:#4a3500;--ribbon-bg:#ffe08a}
@media (prefers-color-scheme:dark){:root{--page:#111;--card:#191919;--line:rgba(255,255,255,.12);--text:rgba(255,255,255,.8);--hint:rgba(255,255,255,.58);--green:#07c160;--link:#7d90a9;--danger:#fa5151;--soft:#222;--dim:rgba(0,0,0,.72);--ribbon:#ffe08a;--ribbon-bg:#4a3500}}
*{box-sizing:border-box}
html{font-size:100%;-webkit-text-size-adjust:100%}
body{margin:0;min-height:100vh;background:var(--page);color:var(--text);font:1.0625rem/1.6 -apple-system,BlinkMacSystemFont,"PingFang SC","HarmonyOS Sans SC",MiSans,"Microsoft YaHei UI","Noto Sans SC","WenQuanYi Micro Hei","Segoe UI",Roboto,sans-serif;text-autospace:normal}
a{color:var(--link)}
h1{font-size:1.375rem;font-weight:600;line-height:1.4;margin:0}
h2{font-size:1.0625rem;font-weight:600;margin:0 0 .5rem}
p{margin:0}
button,input{font:inherit;color:inherit}
button{cursor:pointer;border:0;background:none}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.hint{color:var(--hint);font-size:.875rem}
.ribbon{position:sticky;top:0;z-index:9;display:flex;justify-content:space-between;align-items:center;gap:.5rem;padding:0 .75rem;min-height:2.75rem;background:var(--ribbon-bg);color:var(--ribbon);font-size:.8125rem;font-weight:600}
.ribbon a,.ribbon button{color:inherit;font-size:.8125rem;min-height:2.75rem;padding:0 .5rem;display:inline-flex;align-items:center;text-decoration:underline}
.ribbon span,.ribbon form{display:flex;align-items:center}
.phone{max-width:26.25rem;margin:0 auto;background:var(--card);min-height:calc(100vh - 2.75rem);display:flex;flex-direction:column;position:relative}
.bar{display:flex;justify-content:space-between;align-items:center;padding:.5rem 1.25rem .25rem;font-size:.875rem;font-weight:600}
.bar svg{height:.75rem;width:auto;fill:currentColor;display:block}
.nav{display:grid;grid-template-columns:2.75rem 1fr 2.75rem;align-items:center;text-align:center;min-height:2.75rem;padding:0 .5rem;font-weight:600;border-bottom:1px solid var(--line)}
.nav i{font-style:normal;font-weight:400;font-size:1.5rem;line-height:1}
.back{flex:1;display:flex;flex-direction:column;background:linear-gradient(var(--dim),var(--dim)),var(--page)}
.ghost{flex:1;min-height:4.5rem}
.sheet{background:var(--card);border-radius:.875rem .875rem 0 0;padding:1.375rem 1.5rem calc(1.5rem + env(safe-area-inset-bottom))}
.who{display:flex;align-items:center;gap:.625rem;margin-bottom:1rem}
.app{width:2rem;height:2rem;border-radius:.375rem;background:var(--act);color:#fff;display:grid;place-items:center;font-size:1rem;font-weight:600;flex:none}
.scope{padding:.625rem 0 .75rem;border-bottom:1px solid var(--line)}
.people{list-style:none;margin:0;padding:0}
.people li+li{border-top:1px solid var(--line)}
.row{display:flex;align-items:center;gap:.75rem;min-height:3.625rem;padding:.375rem 0;width:100%;text-align:start;cursor:pointer}
.row img{width:2.5rem;height:2.5rem;border-radius:.375rem;flex:none}
.row .name{flex:1;min-width:0}
.row bdi{display:block;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;line-height:1.4}
.row .hint{display:block;line-height:1.4}
.row input{width:1.375rem;height:1.375rem;accent-color:var(--act);flex:none;margin:0}
.row b{color:var(--hint);font-weight:400;font-size:1.25rem}
.plain{border:0;margin:0;padding:.75rem 0 0;min-width:0}
.plain legend{padding:0}
.notes{margin-top:.875rem}
.notes summary{min-height:2rem;cursor:pointer}
.notes ul{margin:.25rem 0 0;padding-inline-start:1.125rem}
.check{display:flex;align-items:center;gap:.625rem;min-height:2.75rem;margin:.375rem 0 .625rem;border-top:1px solid var(--line);padding-top:.375rem}
.check input{width:1.25rem;height:1.25rem;accent-color:var(--act);margin:0;flex:none}
.two{display:flex;gap:1rem;justify-content:center}
.button{display:block;flex:1;max-width:11.5rem;min-height:3rem;padding:.5rem 1rem;border-radius:.5rem;font-weight:600;text-align:center}
.button.wide{max-width:none;width:100%}
.go{background:var(--act);color:#fff}
.no{background:var(--soft);color:var(--green);box-shadow:inset 0 0 0 1px var(--line)}
.note{background:var(--soft);border-radius:.5rem;padding:.75rem .875rem;margin-bottom:1rem;font-size:.9375rem}
.msg{flex:1;padding:2.5rem 1.5rem 1.5rem;text-align:center}
.msg svg{width:4rem;height:4rem;margin-bottom:1.25rem}
.dev{margin:2rem 0 0;padding-top:1.25rem;border-top:1px solid var(--line);text-align:start;font-size:.9375rem}
.dev dl{margin:0}
.dev dt{color:var(--hint);font-size:.8125rem;margin-top:.75rem}
.dev dd{margin:0;overflow-wrap:anywhere}
code,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.8125rem;overflow-wrap:anywhere}
.home{max-width:64rem;margin:0 auto;padding:1.5rem 1rem 3rem;display:grid;gap:1rem}
.card{background:var(--card);border-radius:.75rem;padding:1.125rem 1.25rem;overflow-x:auto;min-width:0}
.head{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:baseline;justify-content:space-between}
table{border-collapse:collapse;width:100%;font-size:.9375rem}
th{text-align:start;color:var(--hint);font-weight:400;font-size:.8125rem}
th,td{padding:.4375rem .75rem .4375rem 0;border-bottom:1px solid var(--line);vertical-align:top}
tr:last-child td{border-bottom:0}
.bad{color:var(--danger)}
.ok{color:var(--green)}
.town{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:0 1.25rem}
.links{display:flex;flex-wrap:wrap;gap:0 1.25rem}
.links a{min-height:2.75rem;display:inline-flex;align-items:center}
.login{max-width:22rem;margin:0 auto;padding:1rem;text-align:center;display:grid;grid-template-columns:minmax(0,1fr);gap:.75rem;justify-items:center}
.login img{background:#fff}
.panel{display:grid;grid-template-columns:minmax(0,1fr);gap:.375rem;border-top:1px solid var(--line);padding-top:.75rem;text-align:start;width:100%}
.panel select{font:inherit;min-height:2.75rem;max-width:100%}
.panel .two{gap:.375rem}
.panel .button{font-size:.875rem;line-height:1.25;padding:.25rem;min-height:2.75rem}
@media (max-height:28rem){.login{padding:.25rem .75rem;gap:.25rem}.login h1{display:none}.login img{width:7.5rem;height:7.5rem;display:block}.login p{font-size:.875rem;line-height:1.4}.panel{padding-top:.25rem;gap:.25rem}}
@media (min-width:34rem){.phone{margin:1.5rem auto 2rem;min-height:50rem;border-radius:2.5rem;overflow:hidden;box-shadow:0 0 0 .625rem #1c1c1e,0 0 0 .6875rem #3a3a3c,0 1.5rem 4rem rgba(0,0,0,.35)}.bar{padding-top:.875rem}.back{min-height:0}}
`
