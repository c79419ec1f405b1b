import { raw } from 'hono/html';
import { elementTag, heightOf, type Choice } from './snippet.ts';

interface FrameProps {
  api: string;
  choice: Choice;
  /** Whether the page around it is light, dark, or as the visitor prefers. */
  scheme: string | undefined;
  address: string;
}

/** A page that is one element, for frames. It tells its height to the page around it, and nothing of anyone. */
export function FramePage({ api, choice, scheme = '', address }: FrameProps) {
  const { element, attributes, action } = choice;
  const oembed = `${api}/oembed?${new URLSearchParams({ url: address })}`;
  return (
    <html lang={attributes['locale'] ?? 'en'} data-action={action}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`United We Heal: ${element.name}`}</title>
        <meta name="color-scheme" content={['light', 'dark', 'light dark'].includes(scheme) ? scheme : 'light'} />
        <meta name="robots" content="noindex" />
        <link rel="alternate" type="application/json+oembed" href={oembed} />
        <link rel="alternate" type="text/xml+oembed" href={`${oembed}&format=xml`} />
        <link rel="stylesheet" href={`${api}/embed/style.css`} />
        <script type="module" src={`${api}/embed/v1/frame.js`} crossorigin="anonymous" />
        <script
          type="module"
          src={`${api}/embed/v1/${element.file}`}
          integrity={element.integrity}
          crossorigin="anonymous"
        />
      </head>
      <body class="frame" data-height={heightOf(element)}>
        {raw(elementTag(choice))}
      </body>
    </html>
  );
}
