import { html, LitElement, type TemplateResult } from 'lit';
import { ProblemError } from './api.ts';
import type { Session } from './session.ts';
import { shared, type Lang, type WordsIn } from './words.ts';

/** What the desk hands to every screen. */
export interface Context {
  session: Session;
  lang: Lang;
  /** Leads to another screen, by its path. */
  go: (path: string) => void;
  /** Says something to who listens, without moving the focus. */
  announce: (text: string) => void;
}

/**
 * A screen of the desk. It renders into the page itself, so that one style sheet serves all, and labels and fields find
 * each other across its parts.
 */
export abstract class Screen extends LitElement {
  static override properties = {
    context: { attribute: false },
    params: { attribute: false },
    problem: { state: true },
    isBusy: { state: true },
  };
  declare context: Context;
  /** What stands in the address for `:chapter`, `:slug` and the like. */
  declare params: Readonly<Record<string, string>>;
  declare problem: string | null;
  declare isBusy: boolean;

  constructor() {
    super();
    this.problem = null;
    this.isBusy = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Words of this screen in the language of who is here. */
  protected say<Words>(words: WordsIn<Words>): Words {
    return words[this.context.lang];
  }

  /** Runs what may fail, and shows why it did. Answers whether it went through. */
  protected async attempt(work: () => Promise<void>): Promise<boolean> {
    this.isBusy = true;
    this.problem = null;
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      this.problem = this.explain(error);
      return false;
    } finally {
      this.isBusy = false;
    }
  }

  protected explain({ problem }: ProblemError): string {
    const words = this.say(shared);
    if (problem.code === 'unreachable') return words.unreachable;
    const details = problem.errors?.map(({ pointer, detail }) => `${pointer}: ${detail}`) ?? [];
    return words.refused.replace('{detail}', [problem.detail ?? problem.title, ...details].join('. '));
  }

  /** What went wrong, where something did. */
  protected renderProblem(): TemplateResult {
    return html`<div role="alert">${this.problem === null ? '' : html`<p class="wrong">${this.problem}</p>`}</div>`;
  }
}
