/** What both ends of a worker's channel have. */
export interface Port {
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
}

export type Handlers = Readonly<Record<string, (...input: never[]) => unknown>>;

type Message =
  | { readonly t: 'call'; readonly id: number; readonly name: string; readonly input: readonly unknown[] }
  | { readonly t: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly t: 'failure'; readonly id: number; readonly message: string; readonly code: string | null };

export interface Peer {
  call(name: string, ...input: readonly unknown[]): Promise<unknown>;
  /** Every open call fails with this. */
  fail(error: Error): void;
}

/** Calls over a channel, both ways: each end answers what the other asks. Values are structured clones; an error keeps message and code. */
export function createPeer(port: Port, handlers: Handlers): Peer {
  const open = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let nextId = 1;

  async function answer({ id, name, input }: Extract<Message, { t: 'call' }>): Promise<void> {
    try {
      const handler = handlers[name];
      if (handler === undefined) throw new Error(`There is no ${name}`);
      port.postMessage({ t: 'answer', id, value: await handler(...(input as never[])) });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const { code } = error as { code?: unknown };
      port.postMessage({ t: 'failure', id, message, code: typeof code === 'string' ? code : null });
    }
  }

  port.on('message', (raw) => {
    const message = raw as Message;
    if (message.t === 'call') {
      void answer(message);
      return;
    }
    const waiting = open.get(message.id);
    open.delete(message.id);
    if (message.t === 'answer') waiting?.resolve(message.value);
    else waiting?.reject(Object.assign(new Error(message.message), message.code === null ? {} : { code: message.code }));
  });

  return {
    call: (name, ...input) =>
      new Promise((resolve, reject) => {
        const id = nextId++;
        open.set(id, { resolve, reject });
        port.postMessage({ t: 'call', id, name, input });
      }),
    fail(error) {
      for (const waiting of open.values()) waiting.reject(error);
      open.clear();
    },
  };
}
