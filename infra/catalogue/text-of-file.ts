import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { PassThrough, pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ImportError } from './import-error.ts';

/** What decides the encoding: long enough to hold a foreign letter, short enough to wait for. */
const SAMPLE_BYTES = 65_536;

/**
 * The text of a plain or gzipped file, piece by piece, without its byte order mark. UTF-16 is known by its mark; where
 * most letters beyond ASCII are no UTF-8 the file is read as Windows-1252. Throws `ImportError` for what is no text.
 */
export async function* textOfFile(path: string): AsyncGenerator<string> {
  const bytes = await openBytes(path);
  const held: Uint8Array[] = [];
  let heldBytes = 0;
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  const decode = (): string => {
    const sample = Buffer.concat(held);
    held.length = 0;
    decoder = new TextDecoder(encodingOf(sample, path));
    return decoder.decode(sample, { stream: true });
  };
  try {
    for await (const chunk of bytes as AsyncIterable<Uint8Array>) {
      if (decoder !== null) {
        yield (decoder as InstanceType<typeof TextDecoder>).decode(chunk, { stream: true });
        continue;
      }
      held.push(chunk);
      heldBytes += chunk.length;
      if (heldBytes >= SAMPLE_BYTES) yield decode();
    }
    if (decoder === null) yield decode();
    yield (decoder as InstanceType<typeof TextDecoder> | null)?.decode() ?? '';
  } catch (cause) {
    if (cause instanceof ImportError) throw cause;
    throw new ImportError(`${path} is damaged and cannot be read to its end. Fetch it again.`, { cause });
  } finally {
    bytes.destroy();
  }
}

async function openBytes(path: string): Promise<Readable> {
  const file = await open(path).catch((cause: unknown) => {
    throw new ImportError(`The file ${path} cannot be opened. Check the path and its permissions.`, {
      usage: true,
      cause,
    });
  });
  const magic = new Uint8Array(2);
  const { bytesRead } = await file.read(magic, 0, 2, 0).finally(() => file.close());
  const zipped = bytesRead === 2 && magic[0] === 0x1f && magic[1] === 0x8b;
  const source = createReadStream(path);
  // Errors of the file or of the compression surface where the bytes are read.
  return pipeline(source, zipped ? createGunzip() : new PassThrough(), () => {}) as Readable;
}

function encodingOf(sample: Uint8Array, path: string): string {
  const [first, second] = sample;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (sample.includes(0)) {
    throw new ImportError(
      `${path} is no text file. Write the products as CSV or JSONL in UTF-8, plain or gzipped.`,
    );
  }
  const text = new TextDecoder('utf-8').decode(sample, { stream: true });
  const broken = text.split('\uFFFD').length - 1;
  const foreign = (text.match(/[^\0-\u007F\uFFFD]/g) ?? []).length;
  return broken > foreign ? 'windows-1252' : 'utf-8';
}
