import { encode } from 'uqr';
import { Layout } from './layout.tsx';
import { Rich, spoken } from './parts.tsx';
import { Strands } from './strands.tsx';
import { addressOf, itemsOf, type Site } from './site.ts';

/** A sheet for the break room: what it is about, and a code that leads a phone to the form. */
export async function FlyerPage({ site }: { site: Site }) {
  const [sections, goals] = await Promise.all([itemsOf(site, 'section'), itemsOf(site, 'goal')]);
  const place = site.chapter.inherits === null ? 'home' : 'chapter';
  const hero = sections.find(({ page, role }) => page === place && role === 'hero');
  const address = addressOf(site, '/join');
  const { words } = site;
  return (
    <Layout site={site} title={words.flyer} description={site.chapter.description}>
      <article class="flyer wide">
        <Strands />
        <p class="caption" {...spoken(site, site.chapter)}>
          {site.chapter.name}
        </p>
        <div {...(hero && spoken(site, hero))}>
          <h1>{hero?.heading ?? site.chapter.name}</h1>
          {hero && <Rich text={hero.body} />}
        </div>
        <div class="poster">
          <ul class="aims">
            {goals.map((goal) => (
              <li {...spoken(site, goal)}>{goal.title}</li>
            ))}
          </ul>
          <div class="scan">
            <Code text={address} />
            <h2>{words.scan}</h2>
            <p>
              <a href={address} dir="ltr">
                {address
                  .split('/')
                  .slice(2)
                  .map((part, index) => (
                    <>
                      {index > 0 && '/'}
                      <wbr />
                      {part}
                    </>
                  ))}
              </a>
            </p>
          </div>
        </div>
        <p class="caption">{words.form.sees.replace('{chapter}', site.chapter.name)}</p>
        <p class="hint">{words.flyerHint}</p>
      </article>
    </Layout>
  );
}

/** A QR code (ISO/IEC 18004), black on white whatever is around it: phones read no other. */
function Code({ text }: { text: string }) {
  const { data, size } = encode(text, { ecc: 'Q', border: 3 });
  const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])));
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={`QR: ${text}`} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={squares.join('')} fill="#000" />
    </svg>
  );
}
