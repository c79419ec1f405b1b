import type { Config } from '../env.ts';
import { mac } from '../mac.ts';

/** What a publishable key says of itself, without anyone being asked. */
export interface PartnerKey {
  id: string;
  mode: 'live' | 'test';
}

/** The publishable key of a partner. It can be told from an invented one without a look at the database. */
export async function makePartnerKey({ INTAKE_SECRET }: Config, { id, mode }: PartnerKey): Promise<string> {
  const named = `${mode}_${id}`;
  return `uwh_pk_${named}_${(await mac(INTAKE_SECRET, 'partner-key', named)).slice(0, 22)}`;
}

/** What a key says; null where it is none of ours. */
export async function readPartnerKey(config: Config, key: string): Promise<PartnerKey | null> {
  const [, mode, id] = /^uwh_pk_(live|test)_([0-9a-f]{16})_/.exec(key) ?? [];
  if (id === undefined) return null;
  const read = { id, mode: mode as PartnerKey['mode'] };
  // It is public: how long the comparison takes tells nothing that would be worth knowing.
  return (await makePartnerKey(config, read)) === key ? read : null;
}
