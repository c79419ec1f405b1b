import { html, type TemplateResult } from 'lit';
import type { ProblemError } from '../api.ts';
import { LoadedScreen } from '../loaded-screen.ts';
import { nameOf } from '../screen.ts';

/** One of the screens of a steward: says beside a field why it was refused. */
export abstract class StewardScreen extends LoadedScreen {
  static override properties = { ...LoadedScreen.properties, invalid: { state: true } };
  /** Why fields were refused, by their names. */
  declare invalid: ReadonlyMap<string, string>;

  constructor() {
    super();
    this.invalid = new Map();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.classList.add('steward');
  }

  /** What fields of the API are called on this screen. */
  protected get labels(): Readonly<Record<string, string>> {
    return {};
  }

  protected override async act(said: string, work: () => Promise<unknown>): Promise<boolean> {
    this.invalid = new Map();
    const isDone = await super.act(said, work);
    if (!isDone) this.querySelector<HTMLElement>('[aria-invalid]')?.focus();
    return isDone;
  }

  protected override explain(error: ProblemError): string {
    const nameOfField = (pointer: string) => pointer.split('/')[1] ?? '';
    const named = error.problem.errors?.filter(({ pointer }) => nameOfField(pointer) in this.labels) ?? [];
    if (named.length === 0) return super.explain(error);
    this.invalid = new Map(named.map(({ pointer, detail }) => [nameOfField(pointer), detail]));
    return named.map(({ pointer, detail }) => `${this.labels[nameOfField(pointer)]}: ${detail}`).join('. ');
  }

  /** What went wrong, where it is not said beside a field. */
  protected override renderProblem(): TemplateResult {
    return this.invalid.size > 0 ? html`<div role="alert"></div>` : super.renderProblem();
  }

  protected day(time: string): string {
    return new Date(time).toLocaleDateString(this.context.lang, { dateStyle: 'medium' });
  }

  protected moment(time: string): string {
    return new Date(time).toLocaleString(this.context.lang, { dateStyle: 'medium', timeStyle: 'short' });
  }

  /** What a chapter calls itself; `all` for each of them. */
  protected chapterName(slug: string, all: string): string {
    if (slug === '*') return all;
    const known = this.context.chapters.find((each) => each.slug === slug);
    return known === undefined ? slug : nameOf(known, this.context.lang);
  }
}
