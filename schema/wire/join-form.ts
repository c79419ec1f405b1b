import { Signup } from './signup.ts';

/** What the join form without JavaScript asks, by its names on the wire. */
export const formFields = [
  'givenName',
  'familyName',
  'email',
  'phone',
  'zip',
  'relation',
  'workplace',
  'language',
  'callTime',
  'noVoicemail',
  'sms',
] as const;
export type FormField = (typeof formFields)[number];

/** What a person typed and ticked; what they left empty is not there. */
export type FormAnswers = Partial<Record<FormField, string>>;

/** What goes with the answers from step to step, out of sight: which words were shown, through which partner, under which key. */
export const hiddenFields = ['disclosure', 'version', 'digest', 'partner', 'from', 'key', 'token'] as const;
export type HiddenFields = Partial<Record<(typeof hiddenFields)[number], string>>;

/** A field that people do not see; programs fill it in. */
export const trap = 'website';

/** Where a person stands who joins without JavaScript. */
export type FormStep =
  | { step: 'mend'; answers: FormAnswers; hidden: HiddenFields; problems: readonly string[] }
  | { step: 'confirm'; answers: FormAnswers; hidden: HiddenFields; trouble: 'too_fast' | 'away' | null }
  /** With the code by which they see and take back what they sent. */
  | { step: 'kept'; code: string };

/** What can be chosen. */
export const relations = Signup.shape.relation.unwrap().options;
export const callTimes = Signup.shape.callTime.unwrap().options;
