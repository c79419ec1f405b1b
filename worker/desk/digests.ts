import { sha256Hex } from '../../schema/kinds/digest.ts';

/** For the audit: of what someone may do. */
export function digestOfRights(name: string, grants: object, expiresAt: string | null): Promise<string> {
  return sha256Hex(JSON.stringify({ name, grants, expiresAt }));
}

/** For the audit: of whose a device is, and what it is called. */
export function digestOfDevice(organizer: string, label: string): Promise<string> {
  return sha256Hex(JSON.stringify({ organizer, label }));
}
