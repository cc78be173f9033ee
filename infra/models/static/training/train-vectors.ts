import { createHash } from 'node:crypto';
import { packVectors } from '#infra/models/static/pack-vectors.ts';
import { createStaticEncoder } from '#infra/models/static/static-encoder.ts';
import type { StaticVectors } from '#infra/models/static/vectors-file.ts';
import { choosePieces } from './choose-pieces.ts';
import { weighFirstVectors } from './first-vectors.ts';
import { fitVectors } from './fit-vectors.ts';
import { type FitFigures, measureFit } from './measure-fit.ts';
import { listPieces } from './piece-lists.ts';
import { principalAxes, projectRows, type VectorTable } from './principal-axes.ts';

export interface TrainOptions {
  /** Texts of which a part is held apart for measuring. */
  readonly texts: readonly string[];
  /** Texts that are only fitted on. */
  readonly madeUp: readonly string[];
  /** MiniLM's word pieces in their own order. */
  readonly vocabulary: readonly string[];
  /** MiniLM's vectors of texts. */
  readonly teach: (texts: readonly string[]) => Promise<VectorTable>;
  readonly rows: number;
  readonly dimension: number;
  readonly epochs: number;
  readonly seed: number;
  readonly onProgress: (what: string) => void;
}

export interface Trained {
  readonly vectors: StaticVectors;
  readonly figures: FitFigures;
}

/** One text in so many is held apart. */
const HELD_APART = 40;
const BATCH = 64;
const LEARNING_RATE = 0.01;
const PAIR_WEIGHT = 8;

/** Fits vectors of word pieces to MiniLM's vectors of texts. The same options give the same vectors. */
export async function trainVectors(options: TrainOptions): Promise<Trained> {
  const { texts, madeUp, vocabulary, teach, rows, dimension, epochs, seed, onProgress } = options;
  const apart = texts.filter(isHeldApart);
  const fitted = [...new Set([...texts.filter((text) => !isHeldApart(text)), ...madeUp])].filter(
    (text) => !isHeldApart(text),
  );
  const chosen = choosePieces(fitted, vocabulary, rows);
  onProgress(
    `${fitted.length} texts to fit, ${apart.length} held apart, ${chosen.pieces.length} word pieces`,
  );

  const wanted = await teach(fitted);
  const axes = principalAxes(wanted, dimension);
  const targets = projectRows(wanted, axes);
  const first = projectRows(await teach(chosen.pieces.map((piece) => piece.replace('##', ''))), axes);
  weighFirstVectors(chosen, first);
  onProgress('MiniLM has told all vectors');

  fitVectors(first, listPieces(fitted, chosen.pieces), targets, {
    epochs,
    batch: BATCH,
    learningRate: LEARNING_RATE,
    pairWeight: PAIR_WEIGHT,
    seed,
    onEpoch: (epoch, loss) => onProgress(`pass ${epoch + 1} of ${epochs}: loss ${loss.toFixed(4)}`),
  });
  const vectors = packVectors(chosen.pieces, first);
  return { vectors, figures: measureFit(createStaticEncoder(vectors), apart, await teach(apart)) };
}

/** By its content, so that a text stays apart whatever else is read. */
function isHeldApart(text: string): boolean {
  return createHash('sha256').update(text).digest().readUInt32LE(0) % HELD_APART === 0;
}
