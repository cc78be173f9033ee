import type { FastifyInstance } from 'fastify';

/** Notes every route from now on; answers which methods an address takes, to tell 405 from 404. */
export function allowedMethods(app: FastifyInstance): (path: string) => readonly string[] {
  const routes: { readonly segments: readonly string[]; readonly methods: Set<string> }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return;
    routes.push({ segments: url.split('/'), methods: new Set([method].flat()) });
  });
  return (path) => {
    const given = path.split('/');
    const found = routes.filter(({ segments }) => fits(segments, given));
    return [...new Set(found.flatMap(({ methods }) => [...methods]))].sort();
  };
}

function fits(segments: readonly string[], given: readonly string[]): boolean {
  return (
    segments.length === given.length &&
    segments.every((segment, at) => (segment.startsWith(':') ? given[at] !== '' : segment === given[at]))
  );
}
