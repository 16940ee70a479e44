/** How all pages look. One string: the policy names its hash. */
export const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; --line: #8884; --accent: #5b54e0; }
body { margin: 0 auto; max-width: 30rem; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.3rem; margin: 0.5rem 0 1rem; }
.notice { border: 1px solid var(--line); border-radius: 6px; font-size: 0.85rem; padding: 0.5rem 0.75rem; }
.refusal { border-left: 4px solid #c22; padding: 0.25rem 0.75rem; }
table { border-collapse: collapse; width: 100%; }
td, th { border-bottom: 1px solid var(--line); padding: 0.4rem 0.5rem 0.4rem 0; text-align: start; vertical-align: top; }
td.amount, th.amount { text-align: end; white-space: nowrap; }
tr.total td { border-bottom: 0; font-weight: 600; }
label { display: block; font-size: 0.85rem; margin: 0.75rem 0 0; }
input, select { border: 1px solid var(--line); border-radius: 6px; box-sizing: border-box; font: inherit; padding: 0.5rem; width: 100%; }
.row { display: grid; gap: 0.75rem; grid-template-columns: 1fr 1fr; }
button { background: var(--accent); border: 0; border-radius: 6px; color: #fff; cursor: pointer; font: inherit; font-weight: 600; margin-top: 1rem; padding: 0.6rem 1rem; width: 100%; }
button.quiet { background: none; border: 1px solid var(--line); color: inherit; }
details { font-size: 0.85rem; margin-top: 1.5rem; }
code { font-size: 0.85em; }
`;
