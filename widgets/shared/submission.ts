import type { CampaignElement } from './campaign-element.ts';
import type { ProblemCode } from '../../schema/wire/problem.ts';
import { post } from './api.ts';

/** What to do about fields, by their name on the wire, in the order of the form. */
export type Problems = Record<string, string | undefined>;

export interface Act {
  url: string;
  body: object;
  /** What the form itself found; nothing is sent while there is any. */
  problems: Problems;
  /** What to do about a field that the API refuses, by its name. */
  errors: Problems & { other: string };
  /** Sends it in another way than by `post` alone. */
  deliver?: typeof post;
}

/** What people typed, without what they left empty. */
export function answersOf(form: HTMLFormElement): Record<string, string> {
  const typed = [...new FormData(form)].map(([name, value]) => [name, (value as string).trim()]);
  return Object.fromEntries(typed.filter(([, value]) => value));
}

/** The page with the form, without its query and fragment; null where it has no address that the API would take. */
export function pageAddress(): string | null {
  const address = location.origin + location.pathname;
  return /^http.{4,2044}$/.test(address) ? address : null;
}

function explain(names: string[], errors: Act['errors']): Problems {
  return Object.fromEntries(names.map((name) => [name, errors[name] ?? errors.other]));
}

/** The fields that the browser itself finds wrong or empty, with what to do about them. */
export function findInvalid(form: HTMLFormElement, errors: Act['errors']): Problems {
  return explain(
    [...form.querySelectorAll('input:invalid')].map(({ id }) => id),
    errors,
  );
}

/** One act of sending: what is wrong, what is under way, and the key by which a repeat is kept once. */
export class Submission {
  phase: 'open' | 'sending' | 'away' | 'kept' = 'open';
  problems: Problems = {};
  /** With what the person sees and erases what is kept. */
  code = '';
  readonly #host: CampaignElement;
  #text = '';
  #key = '';

  constructor(host: CampaignElement) {
    this.#host = host;
  }

  /** Sends, unless something is wrong or under way, and shows how it ended. Answers with that end. */
  async send({ url, body, problems, errors, deliver = post }: Act): Promise<'kept' | ProblemCode | undefined> {
    if (this.phase === 'sending') return undefined;
    if (Object.keys(problems).length > 0) return this.#show('open', problems);
    this.#renewKey(JSON.stringify(body));
    this.#show('sending');
    try {
      const answer = await deliver(url, this.#text, this.#key);
      if ('data' in answer) {
        this.#text = '';
        this.code = answer.data.code;
        this.#show('kept');
        return 'kept';
      }
      const fields = answer.errors?.map(({ pointer }) => pointer.split('/').at(-1)!) ?? [];
      this.#show(fields[0] ? 'open' : 'away', explain(fields, errors));
      return answer.code;
    } catch {
      return this.#show('away');
    }
  }

  /** The same answers keep their key, so that sending them again after a lost connection is kept once. */
  #renewKey(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    // Not `crypto.randomUUID`, which pages on plain http do not have.
    this.#key = crypto.getRandomValues(new Uint32Array(5)).join('-');
  }

  /** Shows a phase, and takes the reader to what it has to say. */
  #show(phase: Submission['phase'], problems: Problems = {}): undefined {
    this.phase = phase;
    this.problems = problems;
    this.#host.requestUpdate();
    void this.#host.updateComplete?.then(() =>
      this.#host.renderRoot.querySelector<HTMLElement>('[tabindex="-1"]')?.focus(),
    );
  }
}
