interface Monaco {
  readonly editor: { setTheme(name: string): void };
}

/** GraphiQL looks at the system's colours once; its editors would keep dark ink on a page that turns dark. */
export function followSystemTheme(): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', ({ matches }) => {
    const chosen = ['graphiql-light', 'graphiql-dark'].some((name) => document.body.classList.contains(name));
    const { __MONACO: monaco } = globalThis as { __MONACO?: Monaco };
    if (!chosen) monaco?.editor.setTheme(matches ? 'graphiql-DARK' : 'graphiql-LIGHT');
  });
}
