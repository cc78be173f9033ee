import { randomUUID } from 'node:crypto';
import { readSettings } from '#infra/config/settings.ts';
import type { CatalogueStore } from '#infra/embedded/catalogue-store.ts';
import { openEmbeddings } from '#infra/models/open-embeddings.ts';

/**
 * Brings the Weaviate that the settings name up to a catalogue that was just imported; does nothing without one. False
 * when it could not: then the assistants do it as soon as they can.
 */
export async function sendToWeaviate(store: CatalogueStore, dataDir: string): Promise<boolean> {
  const settings = readSettings({ ...process.env, DATA_DIR: dataDir });
  if (settings.weaviate === null) return true;
  const { createCatalogueSync } = await import('#infra/weaviate/catalogue-sync.ts');
  const { openWeaviate, WeaviateFailure } = await import('#infra/weaviate/connection.ts');
  const { embeddings } = await openEmbeddings(settings.embeddings, dataDir);
  const connection = openWeaviate(settings.weaviate);
  let told = 0;
  const sync = createCatalogueSync({
    connection,
    embeddings,
    store,
    now: Date.now,
    newId: randomUUID,
    onProgress: ({ done, total }) => {
      if (done < told + TOLD_EVERY && done < total) return;
      told = done;
      console.log(`Weaviate: ${done} of ${total} products`);
    },
  });
  try {
    const { written, removed, refused } = await sync.run({ claim: true });
    console.log(`Weaviate: ${written} products written, ${removed} removed, ${refused.length} refused.`);
    for (const { productId, reason } of refused.slice(0, TOLD_REFUSALS)) {
      console.error(`Weaviate did not take ${productId}: ${reason}`);
    }
    return refused.length === 0;
  } catch (error) {
    if (!(error instanceof WeaviateFailure)) throw error;
    console.error(
      `${error.message}\nThe products are imported here; assistants of this DATA_DIR send them on.`,
    );
    return false;
  } finally {
    await connection.close();
    await embeddings.close();
  }
}

/** Products between two lines of progress. */
const TOLD_EVERY = 5_000;
const TOLD_REFUSALS = 20;
