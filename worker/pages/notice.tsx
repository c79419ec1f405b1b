import { Layout } from './layout.tsx';
import { headOf, Part, Provenance } from './parts.tsx';
import { rightsWordsIn } from './rights-words.ts';
import { itemsOf, linkTo, writtenIn, type Site } from './site.ts';

/** What people can rely on: who can see what, for how long, and what text messages come with. */
export async function NoticePage({ site, page }: { site: Site; page: 'privacy' | 'terms' }) {
  const sections = (await itemsOf(site, 'section')).filter((section) => section.page === page);
  return (
    <Layout site={site} title={site.words[page]} description={site.chapter.description}>
      <div class="wide title">
        <h1>{site.words[page]}</h1>
        {sections[0] && <Provenance site={site} item={sections[0]} />}
      </div>
      {sections.map((section) => (
        <Part {...headOf(site, section)} />
      ))}
      {page === 'privacy' && <KeptPart site={site} />}
    </Layout>
  );
}

/** What the software does with what people sent: true of it, whatever is written above. */
function KeptPart({ site }: { site: Site }) {
  const words = rightsWordsIn(site.locale.tag);
  const { retentionDays } = site.release.manifest.campaign;
  const days = new Intl.NumberFormat(writtenIn(site), { style: 'unit', unit: 'day', unitDisplay: 'long' });
  const term =
    retentionDays === undefined ? words.keptUntil : words.keptFor.replace('{days}', days.format(retentionDays));
  return (
    <Part heading={words.keptTitle}>
      <div class="rich">
        <p>
          {term} {words.keptStays}
        </p>
        <p>
          {words.keptEnd} <a href={linkTo(site, '/my', { chapter: 'national' })}>{words.myTitle}</a>
        </p>
      </div>
    </Part>
  );
}
