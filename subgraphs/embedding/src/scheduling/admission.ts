/** Room for a number of texts at once. Who finds none waits for its turn, in the order of coming. */
export interface Admission {
  /** Resolves when there is room; rejects with the signal's reason. */
  enter(texts: number, signal?: AbortSignal): Promise<void>;
  leave(texts: number): void;
  /** Texts that are in. */
  readonly inside: number;
}

export function createAdmission(textsMax: number): Admission {
  let inside = 0;
  const turns: { readonly texts: number; readonly admit: () => void }[] = [];
  // What is larger than the whole room enters when the room is empty.
  const fits = (texts: number): boolean => inside === 0 || inside + texts <= textsMax;
  const admitNext = (): void => {
    for (let turn = turns[0]; turn !== undefined && fits(turn.texts); turn = turns[0]) {
      turns.shift();
      turn.admit();
    }
  };
  return {
    get inside() {
      return inside;
    },
    async enter(texts, signal) {
      signal?.throwIfAborted();
      if (turns.length === 0 && fits(texts)) {
        inside += texts;
        return;
      }
      await new Promise<void>((resolve, reject) => {
        const abort = (): void => {
          turns.splice(turns.indexOf(turn), 1);
          reject(signal?.reason as Error);
          admitNext();
        };
        const turn = {
          texts,
          admit: () => {
            signal?.removeEventListener('abort', abort);
            inside += texts;
            resolve();
          },
        };
        turns.push(turn);
        signal?.addEventListener('abort', abort, { once: true });
      });
    },
    leave(texts) {
      inside -= texts;
      admitNext();
    },
  };
}
