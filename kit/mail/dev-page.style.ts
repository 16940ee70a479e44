/** The stylesheet of pages for development; they allow it by its hash. */
export const DEV_PAGE_STYLE = `
:root { color-scheme: light dark; --line: #d5d9e3; --soft: #f5f6fa; --link: #a00848; --ink: #20283c; --back: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --line: #39435a; --soft: #1f2738; --link: #ff8ab5; --ink: #dbe1ee; --back: #151b27; }
}
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--back); }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { margin: 0 0 .5rem; font-size: 1.6rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 2rem 0 .5rem; font-size: 1.05rem; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible { outline: 2px solid currentcolor; outline-offset: 2px; }
table { width: 100%; margin-top: 1.5rem; border-collapse: collapse; }
th, td { padding: .55rem .75rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { font-size: .85rem; background: var(--soft); }
time { font-variant-numeric: tabular-nums; white-space: nowrap; }
.empty { padding: 2.5rem; text-align: center; border: 1px dashed var(--line); border-radius: 8px; }
iframe { width: 100%; height: 32rem; background: #fff; border: 1px solid var(--line); border-radius: 8px; }
pre { margin: 0; padding: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--soft); border: 1px solid var(--line); border-radius: 8px; }
details { margin-top: 2rem; }
summary { font-weight: 600; cursor: pointer; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; font-size: .9rem; }
dt { font-weight: 600; }
dd { margin: 0; overflow-wrap: anywhere; }
`;
