import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Problems } from './submission.ts';

/** An input as the browser and password managers need it described. */
export interface Field {
  /** Its name on the wire; also its id. */
  name: string;
  label: string;
  hint?: string;
  autocomplete: AutoFill;
  type?: 'email' | 'tel';
  inputmode?: 'email' | 'numeric';
  pattern?: string;
  maxlength?: number;
  required?: boolean;
  /** What follows the input, as a notice about what was typed. */
  after?: TemplateResult;
}

/** A pattern for what may be a phone number; the API knows better. */
export const phone = '[^a-zA-Z@]{7,}';

/** A label above its control, what is wrong beneath. */
export function labelled(name: string, label: string, control: unknown, hint?: string, message?: string) {
  return html`<div part="field">
    <label part="label" for=${name}>${label}${hint && html`<small>${` ${hint}`}</small>`}</label>
    ${control}
    <p part="error" id="${name}-error">${message}</p>
  </div>`;
}

export function field({ name, label, hint, after, ...given }: Field, problems: Problems) {
  const message = problems[name];
  const control = html`<input
      part="input"
      id=${name}
      name=${name}
      type=${given.type ?? nothing}
      autocomplete=${given.autocomplete}
      inputmode=${given.inputmode ?? nothing}
      pattern=${given.pattern ?? nothing}
      maxlength=${given.maxlength ?? 100}
      ?required=${given.required}
      aria-invalid=${message !== undefined}
      aria-describedby="${name}-error"
    />${after}`;
  return labelled(name, label, control, hint, message);
}

/** Whether an e-mail address looks like one that an employer or a school gives out. */
export function looksLikeWork(address: string): boolean {
  return /@[^@]+\.\w\w/.test(address) && !personal.test(address);
}

// Providers that many people in the United States use at home. What is missing here costs one needless notice.
const personal =
  /@(gmail|googlemail|yahoo|ymail|aol|outlook|hotmail|live|msn|icloud|me|mac|proton|protonmail|pm|gmx|mail|zoho|fastmail|tuta|hey|duck|riseup|comcast|xfinity|att|sbcglobal|bellsouth|verizon|cox|charter|earthlink)\.(com?(\.\w\w)?|net|me|org|\w\w)$/i;
