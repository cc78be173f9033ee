import type { HealthReport } from '#infra/gateway/application.ts';
import type { Outbox } from '#memory/save-turn/outbox.ts';
import type { PopulationStatus } from '#personalization/population/population-keeper.ts';

type Component = HealthReport['components'][number];

/** The whole fails when a part does that nothing stands in for. */
export function healthOf(components: readonly Component[]): HealthReport {
  const has = (status: Component['status']) => components.some((component) => component.status === status);
  return { started: true, status: has('fail') ? 'fail' : has('warn') ? 'warn' : 'pass', components };
}

/** What waits in the outbox. When it can't be asked, the store that it lies in says why. */
export async function outboxHealth(outbox: Pick<Outbox, 'depth'>): Promise<Component> {
  try {
    const { waiting, setAside } = await outbox.depth();
    return {
      name: 'outbox',
      status: setAside > 0 ? 'warn' : 'pass',
      detail: `${waiting} waiting, ${setAside} set aside`,
    };
  } catch {
    return { name: 'outbox', status: 'warn', detail: 'cannot be asked' };
  }
}

/** What was learned over everybody; when it could not be learned anew, what was learned before serves on. */
export function populationHealth({ shoppers, learnedAt, trouble }: PopulationStatus): Component {
  const held =
    shoppers === null || learnedAt === null
      ? 'nothing learned over everybody yet'
      : `learned from ${shoppers} shoppers at ${new Date(learnedAt).toISOString()}`;
  return trouble === null
    ? { name: 'population', status: 'pass', detail: held }
    : { name: 'population', status: 'warn', detail: `${held}; could not be learned anew: ${trouble}` };
}
