import { html } from '../../kit/mail/html';

/** Addresses of what the page loads, as `build.mjs` writes them. */
export interface PlayerBundle {
  readonly script: string;
  readonly style: string;
}

/** What the form says at first. */
export interface PlayerDefaults {
  readonly email: string;
  readonly password: string;
  readonly lessonId: string;
}

/** A page that plays a lesson as somebody, and tells what it asks of the product for that. */
export function playerPage({ script, style }: PlayerBundle, { email, password, lessonId }: PlayerDefaults): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Lyceum player</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${style}" />
        <script type="module" src="${script}"></script>
      </head>
      <body>
        <main>
          <h1>Play a lesson</h1>
          <form>
            <label>E-mail <input name="email" type="email" autocomplete="username" value="${email}" /></label>
            <label>
              Password
              <input name="password" type="password" autocomplete="current-password" value="${password}" />
            </label>
            <label class="wide">Lesson <input name="lessonId" required value="${lessonId}" /></label>
            <button>Play</button>
          </form>
          <video controls playsinline></video>
          <ol aria-label="What was asked" role="log"></ol>
        </main>
      </body>
    </html> `.toString();
}

/** Our own origin only, and what the player puts together itself. */
export const playerPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
