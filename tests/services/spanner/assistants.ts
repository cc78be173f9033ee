import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type RunningAssistant, startAssistant } from '#tests/tools/running-assistant.ts';
import { callApi } from '#tests/tools/shopper-client.ts';

export interface SharingAssistant extends RunningAssistant {
  /** Its own folder; only Spanner is shared. */
  readonly dataDir: string;
}

/** Assistants of this test file over one database of an emulator, each with a folder of its own. */
export function assistantsOver(emulatorHost: string, databaseId: string) {
  const running = new Set<SharingAssistant>();
  const folders: string[] = [];
  afterAll(async () => {
    for (const assistant of running) await assistant.kill();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  return {
    async start(environment: Readonly<Record<string, string>> = {}): Promise<SharingAssistant> {
      const dataDir = mkdtempSync(join(tmpdir(), 'leafloaf-spanner-'));
      folders.push(dataDir);
      const assistant = await startAssistant(dataDir, {
        SPANNER_EMULATOR_HOST: emulatorHost,
        SPANNER_PROJECT: 'leafloaf-tests',
        SPANNER_INSTANCE: 'leafloaf',
        SPANNER_DATABASE: databaseId,
        JWT_SECRET: 'a secret that both assistants of this test know',
        PSEUDONYM_SECRET: 'another secret that both assistants know',
        LOG_LEVEL: 'silent',
        ...environment,
      });
      const sharing = { ...assistant, dataDir };
      running.add(sharing);
      return sharing;
    },
  };
}

/** Signs in at one assistant; the token holds at each of them. */
export async function tokenFor(url: string, shopperId: string): Promise<string> {
  const session = await callApi(url, 'POST', '/v1/sessions', { body: { shopperId } });
  if (session.status !== 201) throw new Error(`No session: ${session.status}`);
  return session.body.token;
}

export function sendTurn(
  url: string,
  token: string,
  turn: { readonly conversationId: string; readonly turnId: string; readonly message: string },
) {
  return callApi(url, 'POST', '/v1/turns', { token, body: turn });
}
