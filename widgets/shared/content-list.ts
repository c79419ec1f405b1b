import { html, type TemplateResult } from 'lit/html.js';
import type { Item, KindName } from '../../schema/kinds/index.ts';
import { get, type ListAnswer } from './api.ts';
import { CampaignElement } from './campaign-element.ts';

/** An element that shows the items of one kind, in their order. Until there are some, its light DOM stays. */
export abstract class ContentList<Name extends KindName> extends CampaignElement {
  static override observedAttributes = [...CampaignElement.observedAttributes, 'limit'];

  declare limit: string | null;
  #rows: TemplateResult[] = [];

  /** The kind, as the address of its list names it. */
  protected abstract get plural(): string;

  /** Shows an item; nothing where another shows it. */
  protected abstract row(item: Item<Name>, all: readonly Item<Name>[]): TemplateResult | undefined;

  protected override async read(signal: AbortSignal): Promise<void> {
    const { chapter, limit } = this;
    const query = { chapter: chapter || 'national', ...(limit && { limit }) };
    const { data } = await get<ListAnswer<Item<Name>>>(this.address(this.plural, query), signal);
    this.#rows = data.map((item) => this.row(item, data)).filter((row) => row !== undefined);
  }

  /** What holds the items together. */
  protected frame(rows: readonly TemplateResult[]): unknown {
    return rows;
  }

  protected override render(): unknown {
    return this.#rows.length ? this.frame(this.#rows) : html`<slot></slot>`;
  }
}
