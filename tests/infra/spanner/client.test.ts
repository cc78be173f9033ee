import { afterEach, expect, it, vi } from 'vitest';
import { openClient } from '#infra/spanner/client.ts';
import { SpannerNotReady } from '#infra/spanner/spanner-not-ready.ts';

afterEach(() => vi.unstubAllEnvs());

it('says what to set when there are no credentials, before anything is asked of Spanner', async () => {
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', '/nowhere/key.json');
  vi.stubEnv('METADATA_SERVER_DETECTION', 'none');
  const address = { projectId: 'shop', instanceId: 'leafloaf', databaseId: 'shoppers', emulatorHost: null };
  const opened = openClient(address);
  await expect(opened).rejects.toThrow(SpannerNotReady);
  await expect(opened).rejects.toThrow(/GOOGLE_APPLICATION_CREDENTIALS.*SPANNER_EMULATOR_HOST/);
});
