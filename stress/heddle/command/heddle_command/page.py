"""Style and script of the page that `heddle explain --html` writes. Nothing is loaded from elsewhere."""

STYLE = """
:root{color-scheme:light dark;--back:#fff;--text:#1b1d21;--line:#d5d9e0;--step:#f3f5f8;--stale:#ffe3c2;--placed:#e6e0ff;--before:#d9f2dd;--arrow:#5b7fb5;--bad:#d3302f}
@media (prefers-color-scheme:dark){:root{--back:#16181c;--text:#e5e7ea;--line:#353a42;--step:#22262c;--stale:#5a3d1d;--placed:#3a3360;--before:#1f4227;--arrow:#8fb1e6;--bad:#ff7b72}}
body{background:var(--back);color:var(--text);font:14px/1.4 system-ui,sans-serif;margin:1rem 1.5rem 5rem}
h1{font-size:1.2rem}pre{overflow:auto}a{color:var(--arrow)}
main{position:relative;overflow:auto;max-height:calc(100vh - 5rem)}table{border-collapse:separate;border-spacing:2.2rem .3rem}
th{position:sticky;top:0;z-index:1;background:var(--back);text-align:left}
td.step{background:var(--step);border:1px solid var(--line);border-radius:.4rem;padding:.25rem .5rem;min-width:13rem}
td.stale{background:var(--stale)}td.inserted{background:var(--placed)}td.before{background:var(--before)}
tr.last td.step{border:2px solid var(--bad)}td:target{outline:3px solid var(--bad)}
code{font-size:.85em;opacity:.8}i{opacity:.7}
svg{position:absolute;left:0;top:0;pointer-events:none;overflow:visible}
path{fill:none;stroke:var(--arrow);stroke-width:1.3}path.stale{stroke:var(--bad);stroke-width:1.8}path.missed{stroke:var(--bad);stroke-dasharray:4 4;opacity:.6}
footer{position:fixed;bottom:0;left:0;right:0;background:var(--step);border-top:1px solid var(--line);padding:.4rem 1.5rem;min-height:1.4rem}
"""

SCRIPT = """
const steps=[...document.querySelectorAll('td.step')],svg=document.getElementById('arrows'),main=document.querySelector('main'),foot=document.getElementById('clock');
function point(cell,b){const a=cell.getBoundingClientRect();return{l:a.left-b.left+main.scrollLeft,r:a.right-b.left+main.scrollLeft,y:a.top-b.top+main.scrollTop+a.height/2}}
function arrow(p,q,kind){const right=q.l>=p.r,x1=right?p.r:p.l,x2=right?q.l:(q.l===p.l?q.l:q.r),bend=x1===x2?-30:(x2-x1)/2;
const path=document.createElementNS('http://www.w3.org/2000/svg','path');path.setAttribute('d',`M${x1} ${p.y} C${x1+bend} ${p.y} ${x2-(x1===x2?30:bend)} ${q.y} ${x2} ${q.y}`);path.setAttribute('class',kind);return path}
/* All places are measured before anything is drawn: a measure behind a change lays the whole table out again. */
function draw(){svg.replaceChildren();svg.setAttribute('width',0);svg.setAttribute('height',0);
const frame=main.getBoundingClientRect(),at=new Map(steps.map(s=>[s.id.slice(1),point(s,frame)])),width=main.scrollWidth,height=main.scrollHeight,all=[];
const add=(from,s,kind)=>{if(at.has(from))all.push(arrow(at.get(from),at.get(s.id.slice(1)),kind))};
for(const s of steps){add(s.dataset.rf,s,s.classList.contains('stale')?'stale':'');add(s.dataset.missed,s,'missed')}
svg.setAttribute('width',width);svg.setAttribute('height',height);const drawn=document.createDocumentFragment();for(const path of all)drawn.append(path);svg.append(drawn)}
for(const s of steps){const clock=s.dataset.clock.split(' ').map(Number);
s.onmouseenter=()=>{foot.textContent='step '+s.id.slice(1)+', clock ['+clock.join(' ')+']';for(const o of steps){const slot=slots[o.dataset.t];o.classList.toggle('before',o!==s&&+o.dataset.e<=(clock[slot]||0)&&+o.id.slice(1)<+s.id.slice(1))}};
s.onmouseleave=()=>{foot.textContent='';for(const o of steps)o.classList.remove('before')}}
draw();addEventListener('resize',draw);
"""
