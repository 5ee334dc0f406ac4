import { z } from 'zod';
import type { Mail } from './mail/mail.ts';
import { signingKey } from './sessions/signing-key.ts';

/** What `createUsers` is handed. Values come from the composition root, which has read environment and data folder. */
export const usersEnv = z.object({
  /** Where clients reach this installation. Tokens are issued by it and for it, links lead to it. */
  publicUrl: z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, '')),
  /** From `secrets.json`; the first signs, all verify. */
  signingKeys: z.array(signingKey).min(1),
  /** `operator.token` of this start, or null: then there is no operator's door. */
  operatorToken: z.string().min(32).nullable(),
  /** Whether anybody may register once the installation is set up. */
  registration: z.enum(['closed', 'open']),
  /** Sends a message: into the data folder's `mail/`, or by SMTP. */
  mail: z.custom<Mail>((value) => typeof value === 'function'),
  /** The clock; the machine's unless given. */
  now: z.custom<() => Date>((value) => typeof value === 'function').default(() => () => new Date()),
});

export type UsersEnv = z.input<typeof usersEnv>;
