/** Nothing runs, nothing is loaded, nobody frames it. */
export const pageHeaders = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
} as const;

/** Asks for the password of a link. It says nothing about the document, which is for those who know it. */
export const passwordPage = (isWrong: boolean): string => `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <meta name="robots" content="noindex">
  <title>A shared document</title>
  <style>
    :root { color-scheme: light dark; }
    body { font: 1rem/1.5 system-ui, sans-serif; max-width: 24rem; margin: 20vh auto; padding: 0 1rem; }
    input, button { font: inherit; width: 100%; box-sizing: border-box; padding: 0.5rem; margin-top: 0.5rem; }
  </style>
  <h1>A shared document</h1>
  <form method="post">
    <label for="password">Its password</label>
    <input id="password" name="password" type="password" required autofocus autocomplete="off"${isWrong ? ' aria-invalid="true" aria-describedby="wrong"' : ''}>
    ${isWrong ? '<p id="wrong" role="alert">This is not its password.</p>' : ''}
    <button>Download</button>
  </form>
</html>
`;
