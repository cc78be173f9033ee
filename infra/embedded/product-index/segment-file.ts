import { setImmediate as nextTick } from 'node:timers/promises';
import { type Numbers, type Packed, readPacked, writePacked } from './packed-file.ts';
import { ProductSegment } from './product-segment.ts';

/** Raised whenever what a segment holds, or how words are read into it, changes: older files are built anew. */
const FORMAT = 4;

/** What a file must have been made of and for, to be used. */
export interface SegmentOrigin {
  /** Names the catalogue, so that another one's file is not taken for it. */
  readonly catalogue: string;
  /** Who made the vectors; null without vectors. */
  readonly model: string | null;
  readonly dimension: number;
}

/**
 * Writes the segment to a file, in parts between which turns are answered. Writes nothing, and answers false, when the
 * segment changed meanwhile.
 */
export async function saveSegment(
  file: string,
  segment: ProductSegment,
  origin: SegmentOrigin,
): Promise<boolean> {
  const { version, changes } = segment;
  const plain: Record<string, unknown> = { format: FORMAT, ...origin };
  const numbers: Record<string, Numbers> = {};
  for (const [part, packed] of segment.pack()) {
    plain[part] = packed.plain;
    for (const [name, array] of Object.entries(packed.numbers)) numbers[`${part}.${name}`] = array;
    await nextTick();
    if (segment.version !== version || segment.changes !== changes) return false;
  }
  await writePacked(file, { plain, numbers });
  return true;
}

/** Null when there is no file, or one of another catalogue, model or format, or a damaged one. */
export function loadSegment(file: string, origin: SegmentOrigin): ProductSegment | null {
  const packed = readPacked(file);
  if (packed === null) return null;
  const { plain, numbers } = packed;
  const { format, catalogue, model, dimension, ...parts } = plain as Record<string, unknown>;
  const fits =
    format === FORMAT &&
    catalogue === origin.catalogue &&
    model === origin.model &&
    dimension === origin.dimension;
  if (!fits) return null;
  const unpacked: Record<string, Packed> = {};
  for (const [part, it] of Object.entries(parts)) {
    const own = Object.entries(numbers).filter(([name]) => name.startsWith(`${part}.`));
    unpacked[part] = {
      plain: it as Packed['plain'],
      numbers: Object.fromEntries(own.map(([name, array]) => [name.slice(part.length + 1), array])),
    };
  }
  return ProductSegment.unpack(unpacked, origin.dimension);
}
