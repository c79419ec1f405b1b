import { Hono, type Context } from 'hono';
import type { Bindings } from '../env.ts';
import { limitBody } from '../http.ts';
import type { Kept, Rights } from '../rights.ts';
import { Day, dayIn, spoken } from './parts.tsx';
import { readForm, sendPrivate } from './private-page.tsx';
import { rightsWordsIn, type RightsWords } from './rights-words.ts';
import { findSite, itemsOf, type Site } from './site.ts';

function LinkForm({ words, link, scope }: { words: RightsWords; link: string; scope: string }) {
  return (
    <form class="fields" method="post">
      <p>{words.revokeIntro}</p>
      <input type="hidden" name="link" value={link} />
      <div>
        <label class="check">
          <input type="radio" name="scope" value="this" checked />{' '}
          <span>
            {words.thisAlone}: {scope}
          </span>
        </label>
        <label class="check">
          <input type="radio" name="scope" value="everything" /> <span>{words.everything}</span>
        </label>
      </div>
      <button class="button">{words.revoke}</button>
    </form>
  );
}

function CodeForm({ words }: { words: RightsWords }) {
  return (
    <form class="fields" method="post">
      <p>{words.myIntro}</p>
      <div class="field">
        <label for="code">{words.code}</label>
        <input
          id="code"
          name="code"
          required
          maxlength={60}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
        />
      </div>
      <button class="button">{words.show}</button>
    </form>
  );
}

async function KeptPage({ site, words, kept, code }: { site: Site; words: RightsWords; kept: Kept; code: string }) {
  const { chapters } = site;
  const nameOf = (slug: string | null) => chapters.find((each) => each.slug === slug)?.name ?? slug;
  const pledge = (await itemsOf(site, 'pledge')).find(({ slug }) => slug === kept.pledge);
  const stands = kept.consents.some(({ revokedAt }) => revokedAt === null);
  return (
    <>
      <ul class="plain">
        <li>
          {words.received}: <Day site={site} date={kept.receivedAt.slice(0, 10)} />
        </li>
        <li>
          {words.chapter}: {nameOf(kept.chapter)}
        </li>
        {kept.pledge !== null && (
          <li>
            {words.pledge}: {pledge ? <span {...spoken(site, pledge)}>{pledge.title}</span> : kept.pledge}
          </li>
        )}
        {kept.consents.length === 0 && <li>{words.noConsents}</li>}
        {kept.consents.map(({ channel, organization, at, revokedAt }) => (
          <li>
            {words.agreed}: {words.channels[channel]}, {nameOf(organization)},{' '}
            <Day site={site} date={at.slice(0, 10)} />
            {revokedAt !== null && (
              <>
                ; {words.takenBack} <Day site={site} date={revokedAt.slice(0, 10)} />
              </>
            )}
          </li>
        ))}
        <li>{words.sealed}</li>
      </ul>
      {stands && (
        <form class="fields" method="post">
          <input type="hidden" name="code" value={code} />
          <button class="button" name="act" value="withdraw">
            {words.withdraw}
          </button>
        </form>
      )}
      <form class="fields" method="post">
        <input type="hidden" name="code" value={code} />
        <label class="check">
          <input type="checkbox" name="sure" required /> <span>{words.eraseSure}</span>
        </label>
        <button class="button" name="act" value="erase">
          {words.erase}
        </button>
      </form>
    </>
  );
}

/** What a posted form comes to: what is said in the end, what is kept, or null where nothing is under the code. */
async function actOn(
  { env }: Context<Bindings>,
  rights: Rights,
  words: RightsWords,
  field: (name: string) => string,
): Promise<string | Kept | null> {
  const code = field('code');
  if (field('act') === 'withdraw') return (await rights.withdraw(env, code)) ? words.withdrawn : null;
  if (field('act') === 'erase' && field('sure') !== '') return (await rights.erase(env, code)) ? words.erased : null;
  const kept = await rights.findKept(env, code);
  return kept === 'waiting' ? words.waiting : kept;
}

/** Pages on which people see what is kept of them, take consent back, and erase: plain forms, without JavaScript. */
export function rightsPages(rights: Rights): Hono<Bindings> {
  const locale = '/:locale{[a-z]{2,3}(?:-[A-Za-z0-9]+)*}';
  const app = new Hono<Bindings>();
  // Reading a link changes nothing: scanners of mail follow each of them.
  app.get(`${locale}/consent`, async (c) => {
    const link = c.req.query('link') ?? '';
    const site = await findSite(c, `/consent?${new URLSearchParams({ link })}`);
    const words = rightsWordsIn(site.locale.tag);
    const claims = await rights.readLink(c.env, link);
    if (claims === null) return sendPrivate(c, site, words.revokeTitle, 404, <p>{words.badLink}</p>);
    const chapter = site.chapters.find(({ slug }) => slug === claims.organization);
    const scope = `${words.channels[claims.channel]}, ${chapter?.name ?? words.allOrganizations}`;
    return sendPrivate(c, site, words.revokeTitle, 200, <LinkForm words={words} link={link} scope={scope} />);
  });
  app.post(`${locale}/consent`, limitBody(16 * 1024), async (c) => {
    const site = await findSite(c, '/my');
    const words = rightsWordsIn(site.locale.tag);
    const field = await readForm(c);
    // A mail program that unsubscribes with one click (RFC 8058) sends the address alone.
    const link = field('List-Unsubscribe') === 'One-Click' ? (c.req.query('link') ?? '') : field('link');
    const due = await rights.revokeByLink(c.env, link, field('scope') === 'everything');
    if (due === null) return sendPrivate(c, site, words.revokeTitle, 404, <p>{words.badLink}</p>);
    return sendPrivate(
      c,
      site,
      words.revokeTitle,
      200,
      <p role="status">{words.revoked.replace('{due}', dayIn(site, due))}</p>,
    );
  });
  app.get(`${locale}/my`, async (c) => {
    const site = await findSite(c, '/my');
    const words = rightsWordsIn(site.locale.tag);
    return sendPrivate(c, site, words.myTitle, 200, <CodeForm words={words} />);
  });
  app.post(`${locale}/my`, limitBody(16 * 1024), async (c) => {
    const site = await findSite(c, '/my');
    const words = rightsWordsIn(site.locale.tag);
    const field = await readForm(c);
    const result = await actOn(c, rights, words, field);
    if (result !== null && typeof result !== 'string') {
      return sendPrivate(
        c,
        site,
        words.myTitle,
        200,
        <KeptPage site={site} words={words} kept={result} code={field('code')} />,
      );
    }
    if (result !== null) return sendPrivate(c, site, words.myTitle, 200, <p role="status">{result}</p>);
    const again = [<p role="alert">{words.wrong}</p>, <CodeForm words={words} />];
    return sendPrivate(c, site, words.myTitle, 404, again);
  });
  return app;
}
