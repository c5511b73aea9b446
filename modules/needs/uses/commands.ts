import type { WriteContext } from '#platform/context.ts';
import { ok, type Result, refuse } from '#shared/result.ts';

/** Says whether a later module has built something on a need that is still under way: a deal. */
export type NeedUse = (context: WriteContext, needId: string) => Promise<boolean>;
const uses: NeedUse[] = [];

/** Registers what else rests on a need; called once when the program is composed. */
export function registerNeedUse(use: NeedUse): void {
  uses.push(use);
}

/** Refuses `needs.deal_open` while something built on the need is under way: that has to end first. Source: domain §7. */
export async function notInUse(context: WriteContext, needId: string): Promise<Result<undefined>> {
  for (const use of uses) if (await use(context, needId)) return refuse('needs.deal_open', { code: 'conflict' });
  return ok();
}
