import type { Described, Element } from './elements.ts';
import { Code, Layout } from './layout.tsx';
import { elementTag, frameAddress, heightOf, type Choice } from './snippet.ts';
import type { Words } from './words.ts';

interface IndexProps {
  lang: string;
  words: Words;
  elements: readonly Element[];
}

/** Every element, in a line each. */
export function DocsIndexPage({ lang, words, elements }: IndexProps) {
  return (
    <Layout lang={lang} words={words} title={words.docs} path="/embed/docs">
      <p class="lead narrow">{words.docsIntro}</p>
      <ElementList lang={lang} words={words} elements={elements} />
    </Layout>
  );
}

function ElementList({ lang, words, elements }: IndexProps) {
  return (
    <ul class="plain">
      {elements.map(({ name, tagName, description }) => (
        <li>
          <h2>
            <a href={`/embed/docs/${name}?lang=${lang}`}>
              {words.names[name]} <code>{tagName}</code>
            </a>
          </h2>
          <p lang="en">
            <Prose text={description} />
          </p>
        </li>
      ))}
    </ul>
  );
}

interface DocsProps extends IndexProps {
  api: string;
  choice: Choice;
}

/** All that there is to know of an element, from its own sources, with an example that works. */
export function DocsPage({ lang, words, api, choice }: DocsProps) {
  const { element } = choice;
  return (
    <Layout lang={lang} words={words} title={element.tagName} path={`/embed/docs/${element.name}`}>
      <p class="lead narrow" lang="en">
        <Prose text={element.description} />
      </p>
      <p>
        <a class="button" href={`/embed/builder?widget=${element.name}&lang=${lang}`}>
          {words.build}
        </a>
      </p>
      <h2>{words.example}</h2>
      <Code words={words} title={words.example} code={elementTag(choice)} />
      <div class="stage" tabindex={0} role="region" aria-label={words.preview}>
        <iframe
          src={frameAddress(api, choice)}
          title={words.preview}
          class="whole"
          height={Math.min(heightOf(element), 900)}
          loading="lazy"
        />
      </div>
      <Table title={words.attributes} rows={element.attributes} />
      <Table title={words.events} rows={element.events} />
      <Table title={words.slots} rows={element.slots} />
      <Table title={words.parts} rows={element.cssParts} />
      <Table title={words.properties} rows={element.cssProperties} />
      <script type="module" src="/embed/v1/builder.js" />
    </Layout>
  );
}

/** A description as its source has it: what stands between backticks is code. */
function Prose({ text }: { text: string }) {
  return text.split('`').map((part, index) => (index % 2 === 1 ? <code>{part}</code> : part));
}

function Table({ title, rows }: { title: string; rows: readonly Described[] }) {
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <dl class="rows" lang="en">
        {rows.map(({ name, type, description }) => (
          <div>
            <dt>
              {name !== '' && <code>{name}</code>} {type && <small>{type.text}</small>}
            </dt>
            <dd>
              <Prose text={description} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
