/** Swagger UI from our own origin. */
export const referencePage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Lyceum for third parties</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/api/assets/swagger-ui.css">
  </head>
  <body>
    <main id="reference"><noscript>This page needs JavaScript; <a href="/api/openapi.json">the description itself</a> does not.</noscript></main>
    <script src="/api/assets/swagger-ui-bundle.js"></script>
    <script src="/api/assets/reference.js"></script>
  </body>
</html>
`;

export const referenceScript = `SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
`;

/** Styles are written by the library as it goes; nothing else comes from anywhere but here. */
export const referencePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
