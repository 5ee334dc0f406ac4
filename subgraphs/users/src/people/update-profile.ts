import { type FieldFault } from '@conhub/subgraph-kit';
import type { Context } from '../context.ts';
import { emit } from '../event-log.ts';
import { UserRenamed } from '../events.ts';
import { refuseFaults } from './input-faults.ts';
import { nameFault } from './name-rules.ts';
import { requirePerson } from './person.policy.ts';
import { User } from './user.entity.ts';

/** What is undefined stays. */
export interface UpdateProfileInput {
  readonly displayName: string | undefined;
  readonly avatarUrl: string | null | undefined;
}

export async function updateProfile(context: Context, { displayName, avatarUrl }: UpdateProfileInput): Promise<User> {
  const viewer = requirePerson(context.viewer);
  refuseFaults([
    displayName === undefined ? null : nameFault(displayName, ['input', 'displayName']),
    avatarUrl === undefined || avatarUrl === null ? null : pictureFault(avatarUrl, ['input', 'avatarUrl']),
  ]);
  const user = await context.em.findOneOrFail(User, { id: viewer.userId });
  if (avatarUrl !== undefined) user.avatarUrl = avatarUrl;
  if (displayName !== undefined && user.rename(displayName.trim())) {
    emit(context, UserRenamed, { userId: user.id, version: user.version }, { version: user.version });
  }
  await context.em.flush();
  return user;
}

const urlMax = 2_048;

function pictureFault(url: string, path: readonly string[]): FieldFault | null {
  if (url.length > urlMax) return { path, code: 'TOO_LONG', message: `The picture's address has more than ${urlMax} characters` };
  const { protocol, username, password } = new URL(url);
  if (protocol !== 'https:' || username !== '' || password !== '')
    return { path, code: 'INVALID', message: "The picture's address is https, without a password" };
  return null;
}
