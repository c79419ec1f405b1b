import type { ProblemCode } from '../../schema/wire/problem.ts';
import { DatabaseError, type Database, type Statement } from '../db.ts';
import { ProblemError } from '../problem.ts';

/**
 * Runs all statements in one transaction. The next number of a publish, and of an entry's version, can be taken once:
 * who read the same state and comes later is told so.
 * @throws {ProblemError} `publish_conflict` or the code given; nothing was written then.
 */
export async function writeOnce(
  db: Database,
  statements: readonly Statement[],
  conflict: ProblemCode = 'publish_conflict',
): Promise<void> {
  try {
    await db.write(statements);
  } catch (error) {
    if (error instanceof DatabaseError && error.isConstraint) throw new ProblemError(conflict);
    throw error;
  }
}
