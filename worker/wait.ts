const lookAgainMs = 10;

/**
 * Waits while another request of this isolate is at what this one needs too, and will leave it in memory. Its promise
 * can't serve here, and a crowd that asks for the same thing at once is more than the database takes.
 */
export async function waitWhile(isUnderWay: () => boolean): Promise<void> {
  while (isUnderWay()) await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
}
