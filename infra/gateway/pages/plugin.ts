import { createHash } from 'node:crypto';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { notFound } from '#infra/gateway/problem.ts';
import '#infra/gateway/plugins/context.ts';
import { buildPages } from './build.ts';
import { OUTPUT_FOLDER } from './page-files.ts';
import { createPictureFinder } from './pictures.ts';

const PAGE_FILES: ReadonlyMap<string, string> = new Map([
  ['/', 'shop.html'],
  ['/me', 'me.html'],
]);

/**
 * The shopper's pages at `/` and `/me`, their files under `/assets/`, product pictures under `/icons/`. None of them is part of the
 * API, so OpenAPI leaves them out.
 */
export async function shopPages(app: FastifyInstance): Promise<void> {
  await buildPages();
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, access: 'public', open: true };
    route.schema = { ...route.schema, hide: true };
  });

  await app.register(fastifyStatic, {
    root: join(OUTPUT_FOLDER, 'assets'),
    prefix: '/assets/',
    preCompressed: true,
    index: false,
    immutable: true,
    maxAge: '1y',
  });

  // Asked for anew each time, answered with 304 as long as it is the same build.
  for (const [url, file] of PAGE_FILES) {
    app.get(url, async (_request, reply) => reply.sendFile(file, OUTPUT_FOLDER, { cacheControl: false }));
  }
  app.addHook('onSend', async (request, reply) => {
    if (PAGE_FILES.has(request.routeOptions.url ?? '')) reply.header('cache-control', 'no-cache');
  });

  const findPicture = createPictureFinder();
  app.get<{ Params: { name: string } }>('/icons/:name.svg', async (request, reply) => {
    const picture = await findPicture(request.params.name);
    if (picture === null) throw notFound('picture');
    const etag = `"${createHash('sha256').update(picture).digest('base64url').slice(0, 22)}"`;
    reply.header('etag', etag).header('cache-control', 'public, max-age=2592000');
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.type('image/svg+xml').send(picture);
  });
}
