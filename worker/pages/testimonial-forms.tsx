import type { Child } from 'hono/jsx';
import type { ConsentedText } from '../../schema/kinds/testimonial.ts';
import type { Opened } from '../given-words.ts';
import { Day, Quotes } from './parts.tsx';
import { addressOf, linkTo, linkToHome, type Site } from './site.ts';
import type { TestimonialWords } from './testimonial-words.ts';

/** What a person typed. */
export type Answers = Pick<ConsentedText, 'quote' | 'name' | 'attribution'>;

interface Props {
  site: Site;
  words: TestimonialWords;
  /** What opens the link: it goes from form to form, and stands in no address. */
  link: string;
}

/** Where a link is opened: by a script from behind the `#`, and without one by hand. */
export function OpenForm({ site, words, children }: Omit<Props, 'link'> & { children?: Child }) {
  return (
    <>
      {children}
      <form class="fields" method="post" action={linkTo(site, '/testimonial')}>
        <p id="open-intro">{words.openIntro}</p>
        <div class="field">
          <label for="link">{words.link}</label>
          <input id="link" name="link" required maxlength={1000} autocomplete="off" spellcheck={false} />
        </div>
        <button class="button">{words.open}</button>
      </form>
      <script type="module" src="/embed/v1/private-link.js" />
    </>
  );
}

interface TextProps {
  id: keyof Answers;
  words: TestimonialWords;
  value: string;
  isMissing: boolean;
}

function Text({ id, words, value, isMissing }: TextProps) {
  const attributes = {
    id,
    name: id,
    required: true,
    'aria-invalid': isMissing ? ('true' as const) : undefined,
    'aria-describedby': isMissing ? `${id}-hint ${id}-wrong` : `${id}-hint`,
  };
  return (
    <div class="field">
      <label for={id}>{words[id]}</label>
      <p class="caption" id={`${id}-hint`}>
        {words[`${id}Hint`]}
      </p>
      {id === 'quote' ? (
        <textarea {...attributes} rows={6} maxlength={2000}>
          {value}
        </textarea>
      ) : (
        <input {...attributes} value={value} maxlength={id === 'name' ? 100 : 200} autocomplete="off" />
      )}
      {isMissing && (
        <p class="wrong" id={`${id}-wrong`}>
          {words.missing}
        </p>
      )}
    </div>
  );
}

const nothingYet: Answers = { quote: '', name: '', attribution: '' };

interface WriteProps extends Props {
  answers?: Answers;
  missing?: readonly string[];
}

export function WriteForm({ site, words, link, answers = nothingYet, missing = [] }: WriteProps) {
  const others = site.release.manifest.campaign.locales.filter(({ tag }) => tag !== site.locale.tag);
  return (
    <>
      <p class="lead">{words.writeIntro.replace('{chapter}', site.chapter.name)}</p>
      <form class="fields" method="post" action={linkTo(site, '/testimonial')} accept-charset="utf-8">
        <input type="hidden" name="link" value={link} />
        {(['quote', 'name', 'attribution'] as const).map((id) => (
          <Text id={id} words={words} value={answers[id]} isMissing={missing.includes(id)} />
        ))}
        <button class="button" name="act" value="preview">
          {words.preview}
        </button>
      </form>
      {others.map(({ tag, name, direction }) => (
        <form method="post" action={linkTo(site, '/testimonial', { locale: tag })}>
          <input type="hidden" name="link" value={link} />
          <button class="link" lang={tag} dir={direction}>
            {name}
          </button>
        </form>
      ))}
    </>
  );
}

/** Words as pages show them. */
function AsShown({ site, text: { locale, ...words } }: { site: Site; text: Answers & { locale: string } }) {
  const item = { ...words, locale, spokenIn: locale, translation: 'original' as const };
  return <Quotes site={site} items={[item]} />;
}

interface PreviewProps extends Props {
  text: ConsentedText;
  digest: string;
  isConsentMissing: boolean;
}

export function Preview({ site, words, link, text, digest, isConsentMissing }: PreviewProps) {
  const address = addressOf(site, site.chapter.inherits === null ? '/' : '');
  const [before, after] = words.place.split('{address}');
  const kept = { link, digest, quote: text.quote, name: text.name, attribution: text.attribution };
  return (
    <>
      <p>{words.previewIntro}</p>
      <AsShown site={site} text={text} />
      <h2>{words.placeTitle}</h2>
      <ul>
        <li>
          {before}
          <a href={linkToHome(site)} target="_blank" rel="noopener">
            {address}
          </a>
          {after}
        </li>
        <li>{words.embeds}</li>
        <li>{words.translations}</li>
      </ul>
      <p>{words.review.replace('{chapter}', site.chapter.name)}</p>
      <form class="fields" method="post" action={linkTo(site, '/testimonial')} accept-charset="utf-8">
        {Object.entries(kept).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <div class="field">
          <label class="check">
            <input
              type="checkbox"
              name="consent"
              aria-invalid={isConsentMissing ? 'true' : undefined}
              aria-describedby="consent-wrong"
            />{' '}
            {words.consent}
          </label>
          <div id="consent-wrong">
            {isConsentMissing && (
              <p class="wrong" role="alert">
                {words.needConsent}
              </p>
            )}
          </div>
        </div>
        <button class="button" name="act" value="give">
          {words.give}
        </button>
        <button class="link" name="act" value="change">
          {words.change}
        </button>
      </form>
    </>
  );
}

/** The one time that the private link is shown. */
export function Thanks({ site, words, link }: Props) {
  const address = `${addressOf(site, '/testimonial')}#${link}`;
  return (
    <>
      <p class="lead" role="status">
        {words.thanks}
      </p>
      <h2>{words.keepTitle}</h2>
      <p>{words.keep}</p>
      <p class="private">
        <a href={address}>{address}</a>
      </p>
      <button class="button" id="copy" hidden data-copied={words.copied}>
        {words.copy}
      </button>
      <script type="module" src="/embed/v1/private-link.js" />
    </>
  );
}

/** What a person gave, and the way to take it back. */
export function Own({ site, words, link, given }: Props & { given: Extract<Opened, { state: 'given' }> }) {
  if (given.withdrawnOn !== null) {
    const [before, after] = words.withdrawnOn.split('{day}');
    return (
      <p>
        {before}
        <Day site={site} date={given.withdrawnOn} />
        {after}
      </p>
    );
  }
  return (
    <>
      <AsShown site={site} text={given} />
      <p>{given.isPublished ? words.public : words.waiting}</p>
      <form class="fields" method="post" action={linkTo(site, '/testimonial')}>
        <input type="hidden" name="link" value={link} />
        <p>{words.withdrawIntro}</p>
        <button class="button" name="act" value="withdraw">
          {words.withdraw}
        </button>
      </form>
    </>
  );
}
