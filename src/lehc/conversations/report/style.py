"""How the page looks: warm paper and ink, light and dark, on paper too."""

from __future__ import annotations

# Every pair of colours has a contrast of 7 to 1 or more.
STYLE = """
:root{color-scheme:light dark;--ink:#1f2a2e;--paper:#fbf8f2;--line:#8a959c;
--row:#f1ece2}
@media (prefers-color-scheme:dark){:root{--ink:#f1ece2;--paper:#14191b;--line:#76828a;
--row:#1f2629}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);
font:1.125rem/1.6 "Atkinson Hyperlegible",Arial,sans-serif}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:2rem;line-height:1.2}h2{font-size:1.4rem;margin-top:2.5rem}
p{max-width:66ch}
.wide{overflow-x:auto;margin:1rem 0 1.5rem}
.wide:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
table{border-collapse:collapse;width:100%;font-size:1rem;
font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:700;padding:.25rem 0}
th,td{text-align:left;padding:.45rem .7rem;border-bottom:1px solid var(--line);
vertical-align:top}
tbody th{font-weight:400;min-width:14rem}tbody tr:nth-child(even){background:var(--row)}
td{white-space:nowrap}
figure{margin:1rem 0}svg{max-width:100%;height:auto}
@media print{body{font-size:11pt}.wide{overflow:visible}}
""".strip()
