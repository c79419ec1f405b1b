/** The time now, RFC 3339 in UTC. */
export function timestamp(): string {
  return new Date().toISOString();
}
