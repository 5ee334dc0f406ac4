import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { emailKey } from './email-key.ts';
import { User } from './user.entity.ts';

/** Adds a person to `em`; the caller says so to others and flushes. A second one with the address fails at the flush. */
export function addUser(em: SqlEntityManager, input: { id: string; displayName: string; email: string; now: Date }): User {
  const user = em.create(User, {
    id: input.id,
    displayName: input.displayName.trim(),
    email: input.email.trim(),
    emailKey: emailKey(input.email),
    avatarUrl: null,
    version: 1,
    createdAt: input.now,
  });
  em.persist(user);
  return user;
}
