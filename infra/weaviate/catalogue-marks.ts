import type { WeaviateClass } from 'weaviate-client';
import { ensureCollection } from './collections.ts';
import type { WeaviateConnection } from './connection.ts';
import { objectIdOf } from './object-id.ts';

/** What a collection of products holds: whose catalogue, up to which of its versions. */
export interface CatalogueMark {
  /** The catalogue that the collection follows; the process that imports into it writes, the others read. */
  readonly owner: string;
  readonly version: number;
  /** False until everything was written once. */
  readonly complete: boolean;
  /** When a process last used the collection, in milliseconds since the epoch. */
  readonly usedAt: number;
}

/** The marks lie on the server beside the products, so that a server that lost its data has lost them too. */
export interface CatalogueMarks {
  /** Null when the collection is not known. */
  read(collection: string): Promise<CatalogueMark | null>;
  write(collection: string, mark: CatalogueMark): Promise<void>;
}

const MARKS = 'LeafLoafCatalogueMarks';
const WITHIN_MS = 5_000;

const CLASS: WeaviateClass = {
  class: MARKS,
  description: 'Which catalogue the collections of LeafLoaf hold, and how much of it',
  vectorConfig: { default: { vectorizer: { none: {} }, vectorIndexType: 'flat' } },
  properties: [
    { name: 'collection', dataType: ['text'], tokenization: 'field' },
    { name: 'owner', dataType: ['text'], tokenization: 'field' },
    { name: 'version', dataType: ['int'] },
    { name: 'complete', dataType: ['boolean'] },
    { name: 'usedAt', dataType: ['number'] },
  ],
};

export function createCatalogueMarks(connection: WeaviateConnection): CatalogueMarks {
  return {
    async read(collection) {
      return connection.run(
        'read what it holds',
        async (client) => {
          if (!(await client.collections.exists(MARKS))) return null;
          const found = await client.collections
            .use(MARKS)
            .query.fetchObjectById(objectIdOf(`mark ${collection}`));
          if (found === null) return null;
          const { owner, version, complete, usedAt } = found.properties;
          return {
            owner: String(owner),
            version: Number(version),
            complete: complete === true,
            usedAt: Number(usedAt),
          };
        },
        { withinMs: WITHIN_MS },
      );
    },
    async write(collection, mark) {
      await ensureCollection(connection, CLASS);
      await connection.run(
        'note what it holds',
        async (client) => {
          const object = { id: objectIdOf(`mark ${collection}`), properties: { collection, ...mark } };
          const { errors } = await client.collections.use(MARKS).data.insertMany([object] as never);
          const [first] = Object.values(errors);
          if (first !== undefined) throw new Error(first.message);
        },
        { withinMs: WITHIN_MS },
      );
    },
  };
}
