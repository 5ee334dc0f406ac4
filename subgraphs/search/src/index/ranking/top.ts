/**
 * The `size` best of `count` things, best first, without sorting the others: a bounded heap with the worst at its root.
 * `isWorse` is a strict order over their numbers.
 */
export function selectTop(count: number, size: number, isWorse: (a: number, b: number) => boolean): number[] {
  if (size <= 0) return [];
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
  for (let number = 0; number < count; number++) {
    if (heap.length < size) {
      heap.push(number);
      if (heap.length === size) for (let at = (size >> 1) - 1; at >= 0; at--) sink(at);
    } else if (isWorse(heap[0] as number, number)) {
      heap[0] = number;
      sink(0);
    }
  }
  return heap.sort((a, b) => (isWorse(b, a) ? -1 : 1));
}
