/** The best `wanted` of the first `count` slots, best first, by a heap: cheaper than sorting everything. */
export function selectTop(
  slots: Uint32Array,
  count: number,
  wanted: number,
  compare: (left: number, right: number) => number,
): number[] {
  const heap: number[] = [];
  // The root is the worst kept: what does not beat it is passed over.
  const worse = (left: number, right: number) => compare(heap[left] as number, heap[right] as number) > 0;
  const swap = (left: number, right: number) => {
    const kept = heap[left] as number;
    heap[left] = heap[right] as number;
    heap[right] = kept;
  };
  const sink = () => {
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      let worst = at;
      if (left < heap.length && worse(left, worst)) worst = left;
      if (left + 1 < heap.length && worse(left + 1, worst)) worst = left + 1;
      if (worst === at) return;
      swap(at, worst);
      at = worst;
    }
  };
  for (let index = 0; index < count; index += 1) {
    const slot = slots[index] as number;
    if (heap.length < wanted) {
      let at = heap.push(slot) - 1;
      while (at > 0 && worse(at, (at - 1) >> 1)) {
        swap(at, (at - 1) >> 1);
        at = (at - 1) >> 1;
      }
    } else if (wanted > 0 && compare(slot, heap[0] as number) < 0) {
      heap[0] = slot;
      sink();
    }
  }
  return heap.sort(compare);
}
