import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStaticEmbeddings, STATIC_VECTORS_FILE } from '#infra/models/static/static-embeddings.ts';
import { createStaticEncoder } from '#infra/models/static/static-encoder.ts';
import { decodeStaticVectors, encodeStaticVectors } from '#infra/models/static/vectors-file.ts';

const embeddings = createStaticEmbeddings();
const lengthOf = (vector: Float32Array) => Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
const likeness = (left: string, right: string) => {
  const other = embeddings.encode(right);
  return embeddings.encode(left).reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
};

describe('the built-in embeddings', () => {
  it('bring words of one meaning nearer than words of another', () => {
    const triples: readonly (readonly [string, string, string])[] = [
      ['soda', 'soft drinks', 'laundry detergent'],
      ['something for breakfast', 'cereal and oatmeal', 'garden hose'],
      ['couch', 'sofa', 'shampoo'],
      ['my kids love noodles', 'children like pasta', 'the car needs new tires'],
      ['vegetarian dinner', 'meal without meat', 'printer ink'],
      ['puppy food', 'dog kibble', 'birthday candles'],
    ];
    for (const [text, near, far] of triples) {
      expect(likeness(text, near), `${text}: ${near} before ${far}`).toBeGreaterThan(
        likeness(text, far) + 0.1,
      );
    }
  });

  it('answer a vector of length 1, or of zeros, for any text whatever, and the same one each time', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.lorem()), (text) => {
        const vector = embeddings.encode(text);
        expect(vector).toHaveLength(embeddings.dimension);
        const length = lengthOf(vector);
        if (length !== 0) expect(length).toBeCloseTo(1, 4);
        expect(embeddings.encode(text)).toEqual(vector);
      }),
    );
  });

  it('know nothing of a text without words', () => {
    for (const text of ['', '  ', '?!', '→ …']) expect(lengthOf(embeddings.encode(text))).toBe(0);
  });

  it('read the beginning of a text that never ends', () => {
    const long = 'milk '.repeat(100_000);
    expect(embeddings.encode(`${long}and a spaceship`)).toEqual(embeddings.encode(long));
    expect(embeddings.encode('x'.repeat(1_000_000))).toHaveLength(embeddings.dimension);
  });

  it('are written alike in capitals and with accents', () => {
    expect(likeness('Crème Brûlée', 'creme brulee')).toBeCloseTo(1, 5);
  });

  it('answer LangChain the same vectors as plain numbers', async () => {
    const vector = [...embeddings.encode('oat milk')];
    expect(await embeddings.embedQuery('oat milk')).toEqual(vector);
    expect(await embeddings.embedDocuments(['bread', 'oat milk'])).toEqual([
      [...embeddings.encode('bread')],
      vector,
    ]);
    expect((await embeddings.embed(['oat milk'])).map((one) => [...one])).toEqual([vector]);
  });
});

describe('the file of static vectors', () => {
  const shipped = readFileSync(STATIC_VECTORS_FILE);

  it('holds at most 4 MiB and comes back as it was written', () => {
    expect(shipped.length).toBeLessThanOrEqual(4 * 1024 * 1024);
    const decoded = decodeStaticVectors(shipped);
    expect(encodeStaticVectors(decoded).equals(shipped)).toBe(true);
    expect(new Set(decoded.pieces).size).toBe(decoded.pieces.length);
  });

  it('is refused when it is cut off or something else', () => {
    expect(() => decodeStaticVectors(shipped.subarray(0, 1_000_000))).toThrow(/train:embeddings/u);
    expect(() => decodeStaticVectors(Buffer.from('{"magic":"other"}\n'))).toThrow(/train:embeddings/u);
    expect(() => decodeStaticVectors(Buffer.alloc(0))).toThrow(/train:embeddings/u);
  });

  it('reads an unknown word by its longest known pieces', () => {
    const encoder = createStaticEncoder({
      model: 'test',
      dimension: 2,
      pieces: ['oat', '##milk', 'o'],
      scales: new Float32Array([1, 1, 1]),
      numbers: new Int8Array([3, 0, 0, 4, -9, -9]),
    });
    expect(encoder.encode('Oatmilk!')[0]).toBeCloseTo(0.6);
    expect(encoder.encode('Oatmilk!')[1]).toBeCloseTo(0.8);
    expect(lengthOf(encoder.encode('zzz'))).toBe(0);
  });
});
