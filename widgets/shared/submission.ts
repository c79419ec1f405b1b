import type { CampaignElement } from './campaign-element.ts';
import type { ProblemCode } from '../../schema/wire/problem.ts';
import type { Sender } from './delivery.ts';
import { loadDelivery } from './load-delivery.ts';

/** What to do about fields, by their name on the wire, in the order of the form. */
export type Problems = Record<string, string | undefined>;

export interface Act {
  url: string;
  body: object;
  /** What the form itself found; nothing is sent while there is any. */
  problems: Problems;
  /** What to do about a field that the API refuses, by its name. */
  errors: Problems & { other: string };
}

/** What people typed, without what they left empty. */
export function answersOf(form: HTMLFormElement): Record<string, string> {
  const typed = [...new FormData(form)].map(([name, value]) => [name, (value as string).trim()]);
  return Object.fromEntries(typed.filter(([, value]) => value));
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

/** One act of sending: what is wrong, and what is under way. */
export class Submission {
  phase: 'open' | 'sending' | 'away' | 'kept' = 'open';
  problems: Problems = {};
  /** With what the person sees and erases what is kept. */
  code = '';
  readonly #host: CampaignElement;
  #sender: Sender | undefined;

  constructor(host: CampaignElement) {
    this.#host = host;
    // What sending needs is loaded, and the proof of work found, while the person types.
    host.addEventListener('input', () => void this.#prepare().catch(() => {}), { once: true });
  }

  async #prepare(): Promise<Sender> {
    const { Sender } = await loadDelivery();
    return (this.#sender ??= new Sender(this.#host));
  }

  /** Sends, unless something is wrong or under way, and shows how it ended. Answers with that end. */
  async send({ url, body, problems, errors }: Act): Promise<'kept' | ProblemCode | undefined> {
    if (this.phase === 'sending') return undefined;
    if (Object.keys(problems).length > 0) return this.#show('open', problems);
    if (!this.#host.tell('submit', true)) return undefined;
    this.#show('sending');
    try {
      const answer = await (await this.#prepare()).send(url, body);
      if ('data' in answer) {
        this.code = answer.data.code;
        this.#show('kept');
        this.#host.tell('success');
        return 'kept';
      }
      const fields = answer.errors?.map(({ pointer }) => pointer.split('/').at(-1)!) ?? [];
      this.#show(fields[0] ? 'open' : 'away', explain(fields, errors));
      return answer.code;
    } catch {
      return this.#show('away');
    }
  }

  /** Shows a phase, and takes the reader to what it has to say. */
  #show(phase: Submission['phase'], problems: Problems = {}): undefined {
    // What was sent did not arrive, or was sent back.
    if (this.phase === 'sending' && phase !== 'kept') this.#host.tell('error');
    this.phase = phase;
    this.problems = problems;
    this.#host.requestUpdate();
    void this.#host.updateComplete?.then(() =>
      this.#host.renderRoot.querySelector<HTMLElement>('[tabindex="-1"]')?.focus(),
    );
  }
}
