import type { Chapter } from '../../schema/wire/chapter.ts';
import type { LocaleInfo } from '../../schema/wire/locale.ts';
import type { Finding } from './doctor.ts';
import type { Element } from './elements.ts';
import { Code, Layout } from './layout.tsx';
import {
  frameAddress,
  frameSnippet,
  heightOf,
  scriptSnippet,
  styleSnippet,
  type Choice,
  type Fallback,
} from './snippet.ts';
import type { Words } from './words.ts';

/** What is chosen, and what could be. */
export interface Built {
  api: string;
  choice: Choice;
  elements: readonly Element[];
  chapters: readonly Chapter[];
  locales: readonly LocaleInfo[];
  /** Slugs; none where the element needs none. */
  pledges: readonly string[];
  /** The host's policy as it was pasted, and what it stops of the script and of the frame; null without one. */
  policy: string;
  findings: readonly Finding[] | null;
  frameFindings: readonly Finding[] | null;
  /** Where somebody comes who runs no script. */
  link: Fallback;
}

interface BuilderProps {
  lang: string;
  words: Words;
  built: Built;
}

/** Chooses a widget, shows it, and gives what to paste. Works as a form alone; with its script at each change. */
export function BuilderPage({ lang, words, built }: BuilderProps) {
  return (
    <Layout lang={lang} words={words} title={words.title} path="/embed/builder">
      <p class="lead narrow">{words.intro}</p>
      <div class="builder">
        <Choices lang={lang} words={words} built={built} />
        <Result words={words} built={built} />
      </div>
      <p class="hidden" role="status" id="status" data-shown={words.shown} />
      <script type="module" src="/embed/v1/builder.js" />
    </Layout>
  );
}

interface SelectProps {
  name: string;
  label: string;
  value: string | undefined;
  options: readonly (readonly [value: string, text: string, lang?: string])[];
}

function Select({ name, label, value, options }: SelectProps) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <select id={name} name={name}>
        {options.map(([option, text, lang]) => (
          <option value={option} selected={option === value} lang={lang}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

function Choices({ lang, words, built }: BuilderProps) {
  const { choice, elements, chapters, locales, pledges, policy } = built;
  const { attributes } = choice;
  return (
    <form id="choices" class="fields" action="/embed/builder" method="get">
      <input type="hidden" name="lang" value={lang} />
      <h2>{words.choose}</h2>
      <Select
        name="widget"
        label={words.widget}
        value={choice.element.name}
        options={elements.map(({ name }) => [name, words.names[name] ?? name] as const)}
      />
      <Select
        name="chapter"
        label={words.chapter}
        value={attributes['chapter']}
        options={chapters.map(({ slug, name, locale }) => [slug, name, locale] as const)}
      />
      <Select
        name="locale"
        label={words.locale}
        value={attributes['locale']}
        options={[['', words.hostLocale] as const, ...locales.map(({ tag, name }) => [tag, name, tag] as const)]}
      />
      {pledges.length > 0 && (
        <Select
          name="pledge"
          label={words.pledge}
          value={attributes['pledge']}
          options={pledges.map((slug) => [slug, slug] as const)}
        />
      )}
      <div class="field">
        <label for="action">{words.color}</label>
        <input id="action" name="action" value={choice.action ?? ''} pattern="#?[0-9A-Fa-f]{6}" maxlength={7} />
      </div>
      <div class="field">
        <label for="partner">{words.partner}</label>
        <input id="partner" name="partner" value={attributes['partner']} maxlength={100} autocomplete="off" />
      </div>
      <div class="field">
        <label for="policy">{words.policy}</label>
        <textarea id="policy" name="policy" rows={4} maxlength={8192} aria-describedby="policy-hint" spellcheck={false}>
          {policy}
        </textarea>
        <p class="note" id="policy-hint">
          {words.policyHint}
        </p>
      </div>
      <button class="button">{words.show}</button>
    </form>
  );
}

function Result({ words, built }: Omit<BuilderProps, 'lang'>) {
  const { api, choice, findings, frameFindings, link } = built;
  const address = frameAddress(api, choice);
  const height = Math.min(heightOf(choice.element), 900);
  return (
    <div id="result">
      {findings && frameFindings && (
        <section>
          <h2>{words.doctor}</h2>
          <Findings words={words} title={words.snippet} findings={findings} />
          <Findings words={words} title={words.frame} findings={frameFindings} />
        </section>
      )}
      <section>
        <h2>{words.preview}</h2>
        {/* Past all that can be tried in the frames. */}
        <p class="note">
          <a href="#snippet">{words.snippet}</a> · <a href="#frame">{words.frame}</a>
        </p>
        <div class="previews">
          <Preview title={words.phone} address={address} height={height} width={320} />
          <Preview title={words.desktop} address={address} height={height} width={1024} />
        </div>
      </section>
      <section>
        <h2 id="snippet">{words.snippet}</h2>
        <Code words={words} title={words.snippet} code={scriptSnippet(api, choice, link)} />
        <p class="note">
          {words.snippetNote} {words.weighs.replace('{bytes}', `${(choice.element.bytes / 1000).toFixed(1)} kB`)}.
        </p>
        <h3>{words.style}</h3>
        <Code words={words} title={words.style} code={styleSnippet(choice)} />
        <p class="note">{words.styleNote}</p>
      </section>
      <section>
        <h2 id="frame">{words.frame}</h2>
        <Code words={words} title={words.frame} code={frameSnippet(api, choice, choice.element.tagName)} />
        <p class="note">{words.frameNote}</p>
        <Code words={words} title="WordPress" code={address} />
      </section>
    </div>
  );
}

interface PreviewProps {
  title: string;
  address: string;
  height: number;
  width: number;
}

function Preview({ title, address, height, width }: PreviewProps) {
  return (
    <figure>
      <figcaption>
        {title}, {width} px
      </figcaption>
      <div class="stage" tabindex={0} role="region" aria-label={title}>
        <iframe src={address} title={title} width={width} height={height} loading="lazy" />
      </div>
    </figure>
  );
}

interface FindingsProps {
  words: Words;
  title: string;
  findings: readonly Finding[];
}

function Findings({ words, title, findings }: FindingsProps) {
  const said = { ...words, frame: words.frameStopped };
  return (
    <div class="findings">
      <h3>{title}</h3>
      <p>{findings.length === 0 ? words.healthy : words.change}</p>
      {findings.length > 0 && (
        <ul>
          {findings.map(({ what, has, add }) => (
            <li>
              <strong>{said[what]}</strong>
              <dl>
                <dt>{words.has}</dt>
                <dd>
                  <code>{has}</code>
                </dd>
                <dt>{words.add}</dt>
                <dd>
                  <code>{add}</code> {add.startsWith('nonce') && words.nonce}
                </dd>
              </dl>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
