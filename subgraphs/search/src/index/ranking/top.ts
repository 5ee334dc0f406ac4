/** The `size` best of what is offered, kept in a heap with the worst at its root. */
export interface Top {
  offer(number: number): void;
  /** The worst of those kept, once there are `size`. */
  worst(): number | undefined;
  /** Best first. */
  best(): number[];
}

/** `isWorse` is a strict order over the numbers. */
export function createTop(size: number, isWorse: (a: number, b: number) => boolean): Top {
  const heap: number[] = [];
  const sink = (from: number): void => {
    let at = from;
    for (;;) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < heap.length && isWorse(heap[child] as number, heap[worst] as number)) worst = child;
      if (worst === at) return;
      [heap[at], heap[worst]] = [heap[worst] as number, heap[at] as number];
      at = worst;
    }
  };
  return {
    offer(number) {
      if (heap.length < size) {
        heap.push(number);
        if (heap.length === size) for (let at = (size >> 1) - 1; at >= 0; at--) sink(at);
      } else if (size > 0 && isWorse(heap[0] as number, number)) {
        heap[0] = number;
        sink(0);
      }
    },
    worst: () => (heap.length < size ? undefined : heap[0]),
    best: () => heap.toSorted((a, b) => (isWorse(b, a) ? -1 : 1)),
  };
}

/** The `size` best of the numbers 0 … count − 1, best first, without sorting the others. */
export function selectTop(count: number, size: number, isWorse: (a: number, b: number) => boolean): number[] {
  const top = createTop(size, isWorse);
  for (let number = 0; number < count; number++) top.offer(number);
  return top.best();
}
