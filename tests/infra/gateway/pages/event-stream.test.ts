import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEvents, type ServerEvent } from '#infra/gateway/pages/shop/api/event-stream.ts';

/** The text as a stream, cut where `cuts` say, counted in bytes. */
function streamOf(text: string, cuts: readonly number[] = []): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  const edges = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort(
    (a, b) => a - b,
  );
  return new ReadableStream({
    start(controller) {
      for (const [at, edge] of edges.entries()) controller.enqueue(bytes.slice(edges[at - 1] ?? 0, edge));
      controller.close();
    },
  });
}

async function read(stream: ReadableStream<Uint8Array>): Promise<readonly ServerEvent[]> {
  const events: ServerEvent[] = [];
  for await (const event of readEvents(stream)) events.push(event);
  return events;
}

describe('reading server-sent events', () => {
  it('takes id, type and data, and leaves comments and retry hints out', async () => {
    const text = 'retry: 1000\n\n: still here\n\nid: 7\nevent: text-delta\ndata: {"text":"milk"}\n\n';
    expect(await read(streamOf(text))).toEqual([{ id: '7', type: 'text-delta', data: '{"text":"milk"}' }]);
  });

  it('joins several data lines and keeps a colon in the value', async () => {
    expect(await read(streamOf('data: one\ndata:two: 2\n\n'))).toEqual([
      { id: '', type: 'message', data: 'one\ntwo: 2' },
    ]);
  });

  it('does not hand over an event that the connection cut in half', async () => {
    expect(await read(streamOf('id: 1\ndata: whole\n\nid: 2\ndata: hal'))).toEqual([
      { id: '1', type: 'message', data: 'whole' },
    ]);
  });

  it('gives the same events wherever the bytes are cut and however lines end', async () => {
    const word = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .map((text) => text.replaceAll(/[\r\n\0]/g, '') || 'x');
    const event = fc.record({
      id: fc.nat(1000).map(String),
      type: fc.constantFrom('cart', 'products'),
      data: word,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { maxLength: 6 }),
        fc.array(fc.nat(2_000), { maxLength: 12 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        async (events, cuts, end) => {
          const text = events
            .map(({ id, type, data }) => [`id: ${id}`, `event: ${type}`, `data: ${data}`, '', ''].join(end))
            .join('');
          expect(await read(streamOf(text, cuts))).toEqual(events);
        },
      ),
    );
  });
});
