import type { CampaignElement } from './campaign-element.ts';

/** Gives a class a property for each of its attributes, as built-in elements have them. */
function mirrorAttributes(element: typeof CampaignElement): void {
  for (const name of element.observedAttributes) {
    Object.defineProperty(element.prototype, name, {
      get(this: Element) {
        return this.getAttribute(name);
      },
      set(this: Element, value: string | number | null | undefined) {
        if (value == null) this.removeAttribute(name);
        else this.setAttribute(name, `${value}`);
      },
    });
  }
}

/**
 * Registers an element, unless a script that came earlier has done so, or the browser is older than Chrome 123,
 * Firefox 124 and Safari 17.5: there the light DOM stays.
 */
export function define(name: string, element: typeof CampaignElement & CustomElementConstructor): void {
  if (customElements.get(name) || !CSS.supports('color', 'light-dark(red, red)')) return;
  mirrorAttributes(element);
  customElements.define(name, element);
}
