import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consentDigest, type ConsentedText } from '../../schema/kinds/testimonial.ts';
import { problemOf } from '../support/api.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
beforeAll(async () => {
  stack = await startPrivateStack();
});
afterAll(() => stack.stop());

const said: ConsentedText = {
  chapter: 'national',
  locale: 'en',
  quote: 'There are too few of us.',
  name: 'Sam Example',
  attribution: 'Nurse, Springfield',
};
const { quote, attribution } = said;
const es = { method: 'human' as const, fields: { quote: 'Somos muy pocos.', attribution: 'Enfermera, Springfield' } };

/** A testimonial as it was consented to, with whatever differs. */
async function testimonial(
  { name = said.name, ...fields }: Partial<typeof said> = {},
  more: Parameters<typeof entry>[4] = {},
) {
  const consent = { status: 'documented', givenOn: '2026-11-02', digest: await consentDigest(said) };
  const shared = { position: 1, name, spokenIn: 'en', consent };
  return entry('testimonial', 'someone', shared, { quote, attribution, ...fields }, more);
}

async function pointersOf(set: unknown): Promise<string[]> {
  const answer = await publish(stack, set);
  if (answer.ok) return [];
  return (await problemOf(answer)).errors!.map(({ pointer }) => pointer);
}

describe('a testimonial with the digest of what its person consented to', () => {
  it('is published in exactly those words, in that place', async () => {
    expect(await pointersOf(campaign([await testimonial()]))).toEqual([]);
    for (const differs of [{ quote: 'There are few of us.' }, { name: 'Sam' }, { attribution: 'Nurse' }]) {
      expect(await pointersOf(campaign([await testimonial(differs)])), JSON.stringify(differs)).toEqual([
        '/chapters/0/entries/0/translations/en/fields/quote',
      ]);
    }
    expect(await pointersOf(campaign([], [await testimonial()]))).toEqual([
      '/chapters/1/entries/0/translations/en/fields/quote',
    ]);
  });

  it('says of other languages that they are translations', async () => {
    const { translations } = await testimonial();
    expect(await pointersOf(campaign([await testimonial({}, { translations: { ...translations, es } })]))).toEqual([]);
    const passedOff = { ...translations, es: { ...es, method: 'original' as const } };
    expect(await pointersOf(campaign([await testimonial({}, { translations: passedOff })]))).toEqual([
      '/chapters/0/entries/0/translations/es/method',
    ]);
    const remade = { en: { ...translations['en']!, method: 'reviewed' as const } };
    expect(await pointersOf(campaign([await testimonial({}, { translations: remade })]))).toEqual([
      '/chapters/0/entries/0/translations/en/fields/quote',
    ]);
  });

  it('is no other chapter’s to change', async () => {
    const override = (shared: object, fields: object) =>
      entry('testimonial', 'someone', shared, fields, {
        mode: 'override',
        ...(Object.keys(fields).length === 0 && { translations: {} }),
      });
    for (const [change, field] of [
      [override({}, { quote: 'We are too few.' }), '/translations/en/fields/quote'],
      [override({ name: 'Sam' }, {}), '/translations/en/fields/quote'],
      [override({ consent: { status: 'documented', givenOn: null, withdrawnOn: null } }, {}), '/shared/consent'],
    ] as const) {
      expect(await pointersOf(campaign([await testimonial()], [change]))).toEqual([`/chapters/1/entries/0${field}`]);
    }
    expect(await pointersOf(campaign([await testimonial()], [override({ position: 7 }, {})]))).toEqual([]);
  });

  it('needs no digest where it was given in another way, and none once it is withdrawn', async () => {
    const consent = { status: 'documented', givenOn: null };
    const shared = { position: 1, name: 'Kim Example', spokenIn: 'en', consent };
    const old = entry('testimonial', 'old', shared, { quote: 'Hello.', attribution: 'Nurse' });
    const withdrawn = await testimonial({ quote: 'Something else.' });
    withdrawn.shared['consent'] = { ...(withdrawn.shared['consent'] as object), status: 'withdrawn' };
    expect(await pointersOf(campaign([old, withdrawn]))).toEqual([]);
  });
});
