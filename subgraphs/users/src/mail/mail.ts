/** A message to one person, as plain text. */
export interface Message {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Resolves when the message is handed on. A use case waits for it after its commit, and a failure is logged, not answered. */
export type Mail = (message: Message) => Promise<void>;
