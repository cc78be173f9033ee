import type { NodeName } from './node-names.ts';
import type { RunContext } from './run-context.ts';
import type { Services } from './services.ts';

/** Without the promotions a bare code is not known for one; understanding needs nothing else of them. */
export function codesOf(
  { promotions }: Pick<Services, 'promotions'>,
  node: NodeName,
  failed: RunContext['failed'],
): readonly string[] {
  try {
    return promotions.all().flatMap(({ code }) => code ?? []);
  } catch (error) {
    failed(node, error);
    return [];
  }
}
