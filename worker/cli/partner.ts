import { createServer, type Server } from 'node:http';

/** The strictest policy that a partner's page can have, and the widgets still work. */
export function partnerPolicy(api: string): string {
  return `default-src 'none'; script-src ${api}; connect-src ${api}; style-src 'self'`;
}

const style = `body { margin: 0 auto; max-width: 44rem; padding: 2rem 1.25rem; font: 1.05rem/1.55 system-ui, sans-serif; }
header { border-bottom: 1px solid #d9d0c1; margin-bottom: 2rem; }
section { margin-block: 2.5rem; }
`;

/** A page as an allied organization would write it: three elements and one script. */
function partnerPage(api: string, lang: 'en' | 'es'): string {
  const words = {
    en: {
      title: 'A partner’s page',
      intro: 'This page is on another origin. It pastes one script and three elements.',
      other: '<a href="/es" lang="es">Español</a>',
      name: 'First name',
      email: 'E-mail',
      join: 'Join',
    },
    es: {
      title: 'Página de una organización aliada',
      intro: 'Esta página está en otro origen. Pega un script y tres elementos.',
      other: '<a href="/" lang="en">English</a>',
      name: 'Nombre',
      email: 'Correo electrónico',
      join: 'Unirme',
    },
  }[lang];
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title}</title>
<link rel="stylesheet" href="/style.css">
<script type="module" src="${api}/embed/v1/all.js"></script>
</head>
<body>
<header><h1>${words.title}</h1><p>${words.intro} ${words.other}</p></header>
<main>
<section><uwh-pledge-counter pledge="stand-with-behavioral-health-workers" chapter="oregon"></uwh-pledge-counter></section>
<section><uwh-join-form chapter="oregon"><form method="post" action="${api}/${lang}/chapters/oregon/join">
<p><label>${words.name} <input name="givenName" autocomplete="given-name" required></label></p>
<p><label>${words.email} <input name="email" type="email" autocomplete="email" required></label></p>
<button>${words.join}</button>
</form></uwh-join-form></section>
<section><uwh-faq-list chapter="oregon"></uwh-faq-list></section>
</main>
</body>
</html>
`;
}

/** Serves the partner's page on another origin than the API, with a strict policy. */
export function servePartner(api: string, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    response.setHeader('Content-Security-Policy', partnerPolicy(api));
    response.setHeader('Cache-Control', 'no-store');
    if (path === '/style.css') {
      response.setHeader('Content-Type', 'text/css');
      response.end(style);
      return;
    }
    response.statusCode = path === '/' || path === '/es' ? 200 : 404;
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(partnerPage(api, path === '/es' ? 'es' : 'en'));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
