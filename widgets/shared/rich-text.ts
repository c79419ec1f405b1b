const allowed = /^(h[2-4]|p|a|em|strong|del|code|pre|blockquote|ul|ol|li|br|hr|table|thead|tbody|tr|th|td)$/;
const token = /<(\/?)(\w+)((?:"[^"]*"|[^">])*)>|([^<]+)/g;
const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };

function decode(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,5})|(\w+));/gi, (whole, hex: string, name: string) =>
    hex ? String.fromCodePoint(parseInt(hex, 16)) : (named[name] ?? whole),
  );
}

/** The address where it is one that a link may lead to; relative ones lead to the campaign, not into the host. */
function safeAddress(attributes: string, origin: string): string | null {
  const href = /href="([^"]*)"/.exec(attributes)?.[1];
  if (href === undefined || !URL.canParse(decode(href), origin)) return null;
  const url = new URL(decode(href), origin);
  return /^(https?|mailto|tel):$/.test(url.protocol) ? url.href : null;
}

/**
 * Builds the API's sanitized HTML from elements, one by one. No HTML sink is used, so that no policy of the host's
 * has to trust what comes over the network, and nothing outside the list can come to be.
 */
export function buildRichText(html: string, origin: string): DocumentFragment {
  const root = new DocumentFragment();
  let open: Node = root;
  for (const [, end, name = '', attributes = '', text] of html.matchAll(token)) {
    if (text) open.appendChild(document.createTextNode(decode(text)));
    else if (!allowed.test(name)) continue;
    else if (end) open = open.nodeName.toLowerCase() === name ? open.parentNode! : open;
    else {
      const element = document.createElement(name);
      const address = name === 'a' ? safeAddress(attributes, origin) : null;
      if (address) element.setAttribute('href', address);
      open.appendChild(element);
      if (!/^[bh]r$/.test(name)) open = element;
    }
  }
  return root;
}
