import type { Child } from 'hono/jsx';
import type { Item } from '../../schema/kinds/index.ts';
import {
  callTimes,
  formFields,
  relations,
  trap,
  type FormAnswers,
  type FormField,
  type FormStep,
  type HiddenFields,
} from '../../schema/wire/join-form.ts';
import { spoken } from '../../widgets/shared/strings.ts';
import { itemsOf, linkTo, type Site } from './site.ts';

interface JoinFieldsProps {
  site: Site;
  disclosure: Item<'disclosure'> | undefined;
  answers?: FormAnswers;
  hidden?: HiddenFields;
  problems?: readonly string[];
}

/** The words about text messages, where they are published in the language of the page. */
export async function textDisclosure(site: Site): Promise<Item<'disclosure'> | undefined> {
  const items = await itemsOf(site, 'disclosure');
  return items.find(({ channel, locale }) => channel === 'sms' && locale === site.locale.tag);
}

/** The join form as HTML alone: what is wrong stands beside its field, and what was typed stays. */
export function JoinFields({ site, disclosure, answers = {}, hidden = {}, problems = [] }: JoinFieldsProps) {
  const { words } = site;
  const text = (name: FormField, more: TextFieldProps['more']) => (
    <TextField site={site} name={name} value={answers[name]} wrong={problems.includes(name)} more={more} />
  );
  const choice = (name: FormField, options: readonly (readonly [string, string])[]) => (
    <Choice site={site} name={name} value={answers[name]} options={options} />
  );
  const labelled = (names: readonly (keyof Site['words']['form'])[]) =>
    names.map((name) => [name, words.form[name]] as const);
  return (
    <form class="fields" method="post" action={linkTo(site, '/join')} accept-charset="utf-8">
      {problems.length > 0 && (
        <p class="wrong" role="alert">
          {words.form.check}
        </p>
      )}
      <div class="pairs">
        {text('givenName', { autocomplete: 'given-name', required: true })}
        {text('familyName', { autocomplete: 'family-name' })}
      </div>
      <fieldset>
        <legend>{words.form.reach}</legend>
        <div class="pairs">
          {text('email', { type: 'email', autocomplete: 'email', maxlength: 254 })}
          {text('phone', { type: 'tel', autocomplete: 'tel', maxlength: 40 })}
        </div>
      </fieldset>
      <details open={problems.includes('zip')}>
        <summary>{words.form.more}</summary>
        <div class="pairs">
          {text('zip', { autocomplete: 'postal-code', inputmode: 'numeric', maxlength: 12 })}
          {choice('relation', labelled(relations))}
          {text('workplace', { autocomplete: 'organization', maxlength: 200 })}
          {choice(
            'language',
            spoken.map((tag) => [tag, new Intl.DisplayNames(tag, { type: 'language' }).of(tag)!] as const),
          )}
          {choice('callTime', labelled(callTimes))}
        </div>
        <Check name="noVoicemail" checked={answers.noVoicemail === 'on'}>
          {words.form.noVoicemail}
        </Check>
      </details>
      {disclosure && <TextConsent site={site} disclosure={disclosure} answers={answers} problems={problems} />}
      <div class="hidden" aria-hidden="true">
        <label>
          {words.trap} <input name={trap} tabindex={-1} autocomplete="off" />
        </label>
      </div>
      {hidden.partner !== undefined && <Hidden values={{ partner: hidden.partner }} />}
      <p class="note">{words.form.sees.replace('{chapter}', site.chapter.name)}</p>
      <button class="button">{words.form.send}</button>
    </form>
  );
}

type Words = Site['words']['form'];

interface TextFieldProps {
  site: Site;
  name: FormField;
  value: string | undefined;
  wrong: boolean;
  more: { autocomplete: string; type?: string; inputmode?: 'numeric'; maxlength?: number; required?: boolean };
}

function TextField({ site: { words }, name, value, wrong, more }: TextFieldProps) {
  const id = `join-${name}`;
  return (
    <div class="field">
      <label for={id}>
        {words.form[name as keyof Words]}
        {name === 'familyName' && <small> {words.form.optional}</small>}
      </label>
      <input
        id={id}
        name={name}
        value={value}
        maxlength={100}
        aria-invalid={wrong ? 'true' : undefined}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
        {...more}
      />
      {wrong && (
        <p class="wrong" id={`${id}-wrong`}>
          {adviceFor(words, name, value)}
        </p>
      )}
    </div>
  );
}

/** What to do about a field. */
function adviceFor({ advice, form }: Site['words'], name: FormField, value: string | undefined): string {
  if (name === 'givenName' && value === undefined) return form.needName;
  if (name === 'email' && value === undefined) return form.needContact;
  if (name === 'phone' && value === undefined) return advice.needPhone;
  return name in advice ? advice[name as keyof typeof advice] : advice.other;
}

interface ChoiceProps {
  site: Site;
  name: FormField;
  value: string | undefined;
  options: readonly (readonly [value: string, text: string])[];
}

function Choice({ site: { words }, name, value, options }: ChoiceProps) {
  const id = `join-${name}`;
  return (
    <div class="field">
      <label for={id}>{words.form[name as keyof Words]}</label>
      <select id={id} name={name}>
        <option value="" />
        {options.map(([option, text]) => (
          <option value={option} lang={name === 'language' ? option : undefined} selected={option === value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

function Check({ name, checked, children }: { name: FormField; checked: boolean; children: Child }) {
  return (
    <label class="check">
      <input type="checkbox" name={name} checked={checked} />
      <span>{children}</span>
    </label>
  );
}

interface TextConsentProps {
  site: Site;
  disclosure: Item<'disclosure'>;
  answers: FormAnswers;
  problems: readonly string[];
}

/** The consent to text messages: the published words exactly, unticked, and never needed for joining. */
function TextConsent({ site, disclosure, answers, problems }: TextConsentProps) {
  const { slug, version, digest, text, links, review } = disclosure;
  const { words } = site;
  return (
    <div>
      {review.status === 'draft' && <p class="note">{words.form.draft}</p>}
      <Check name="sms" checked={answers.sms === 'on'}>
        {text}
      </Check>
      <p>
        <a href={linkTo(site, '/terms', { chapter: 'national' })}>{links.terms}</a>{' '}
        <a href={linkTo(site, '/privacy', { chapter: 'national' })}>{links.privacy}</a>
      </p>
      {problems.includes('sms') && <p class="wrong">{words.advice.sms}</p>}
      <Hidden values={{ disclosure: slug, version: String(version), digest }} />
    </div>
  );
}

function Hidden({ values }: { values: HiddenFields | FormAnswers }) {
  return Object.entries(values).map(([name, value]) => <input type="hidden" name={name} value={value} />);
}

interface ConfirmationProps {
  site: Site;
  disclosure: Item<'disclosure'> | undefined;
  step: FormStep & { step: 'confirm' };
}

/**
 * What was typed, and the very words that were agreed to, once more, with the key under which it is kept once however
 * often the button is pressed.
 */
export function Confirmation({ site, disclosure, step }: ConfirmationProps) {
  const { words } = site;
  const { answers, hidden, trouble } = step;
  const shown = { ...words.form, sms: words.textMessages };
  return (
    <form class="fields" method="post" action={linkTo(site, '/join')} accept-charset="utf-8">
      {trouble !== null && (
        <p class="wrong" role="alert">
          {trouble === 'away' ? words.form.away : words.tooFast}
        </p>
      )}
      <p>{words.confirmIntro}</p>
      <dl>
        {formFields
          .filter((name) => answers[name] !== undefined)
          .map((name) => (
            <div>
              <dt>{shown[name]}</dt>
              <dd>{name === 'sms' ? disclosure?.text : shownAnswer(site, name, answers[name]!)}</dd>
            </div>
          ))}
      </dl>
      <Hidden values={answers} />
      <Hidden values={hidden} />
      <p>
        <button class="button" name="step" value="send">
          {words.form.send}
        </button>{' '}
        <button class="link" name="step" value="change">
          {words.change}
        </button>
      </p>
    </form>
  );
}

function shownAnswer({ words, locale }: Site, name: FormField, answer: string): string {
  if (name === 'noVoicemail') return '✓';
  if (name === 'language') return new Intl.DisplayNames(locale.tag, { type: 'language' }).of(answer) ?? answer;
  const isChoice = name === 'relation' || name === 'callTime';
  return isChoice ? words.form[answer as keyof Words & (typeof relations | typeof callTimes)[number]] : answer;
}
