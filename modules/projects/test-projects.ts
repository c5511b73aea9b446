import type { ClientRow } from '#modules/clients/contract.ts';
import { clientById } from '#modules/clients/queries.ts';
import { saveHandoverSheet } from '#modules/deals/commands.ts';
import type { HandoverSheetBody } from '#modules/deals/handover/contract.ts';
import { FULL_SHEET, type TestDeals, testDeals } from '#modules/deals/test-deals.ts';
import { acceptHandoff, offerHandoff } from '#modules/handoffs/commands.ts';
import { undo } from '#modules/journal/commands.ts';
import type { RepeatPolicy } from '#modules/structure/sales-systems/rules.ts';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import type { Result } from '#shared/result.ts';
import { registerProjects } from './commands.ts';
import type { Project } from './contract.ts';
import { clientProjects, projectView } from './queries.ts';

/** What the giver hands over: two milestones, two instalments, a promise and a risk. */
export const HANDED_OVER: HandoverSheetBody = {
  ...FULL_SHEET,
  risks: [{ said: 'Опоры в аварийном состоянии', answer: 'Обследуем до монтажа' }],
  no_risks: false,
  payments: [
    { title: 'Аванс', due_on: '2026-12-15', amount_minor: 1_920_000_000, of_savings: false },
    { title: 'Доля экономии', due_on: '2027-06-15', amount_minor: 4_480_000_000, of_savings: true },
  ],
  milestones: [
    { title: 'Приёмка парка', planned_on: '2027-05-01' },
    { title: 'Обследование', planned_on: '2026-12-10' },
  ],
};

type Command<T> = (write: WriteContext) => Promise<Result<T>>;

/** Signed deals that go on to delivery. */
export interface TestProjects {
  deals: TestDeals;
  /** Signs a contract with a new client, or with the one named, hands it over and opens its project. */
  opened(): Promise<{ clientId: string; handoffId: string; project: Project }>;
  offered(): Promise<{ clientId: string; handoffId: string }>;
  repeatPolicy(policy: RepeatPolicy): Promise<void>;
  /** Runs a command as the project manager, or as somebody else. */
  write<T>(command: Command<T>, as?: Context): Promise<Result<T>>;
  /** The same for what must succeed. */
  done<T>(command: Command<T>, as?: Context): Promise<T>;
  /** Does it as the project manager and takes it back at once. */
  doAndUndo<T>(command: Command<T>): Promise<Result<unknown>>;
  view(id: string, as?: Context): Promise<Project>;
  client(id: string): Promise<ClientRow | null>;
  close(): Promise<void>;
}

export async function testProjects(): Promise<TestProjects> {
  const deals = await testDeals();
  registerProjects();
  const { market, as } = deals;
  const offered: TestProjects['offered'] = async () => {
    const { clientId, deal } = await deals.signed();
    await market.done((w) => saveHandoverSheet(w, deal.id, { ...HANDED_OVER, version: 1 }), as.manager);
    const subject = { kind: 'deal', id: deal.id };
    const { id } = await market.done(
      (w) => offerHandoff(w, { kind: 'H2', clientId, subject, receiverId: deals.deliverer }),
      as.manager,
    );
    return { clientId, handoffId: id };
  };
  const done: TestProjects['done'] = (command, from = as.deliverer) => market.done(command, from);
  return {
    deals,
    offered,
    done,
    write: (command, from = as.deliverer) => market.write(command, from),
    async doAndUndo(command) {
      let entry = '';
      await done(async (w) => {
        const result = await command(w);
        entry = w.effects.undo ?? '';
        return result;
      });
      return inTransaction(as.deliverer, (w) => undo(w, entry));
    },
    async view(id, from = as.deliverer) {
      const shown = await projectView(from, id);
      if (!shown.ok) throw new Error(shown.reason);
      return shown.value;
    },
    client: (id) => clientById(market.context, id),
    async opened() {
      const { clientId, handoffId } = await offered();
      await market.done((w) => acceptHandoff(w, handoffId), as.deliverer);
      const list = await clientProjects(as.deliverer, clientId);
      const view = list.ok && list.value.items[0] ? await projectView(as.deliverer, list.value.items[0].id) : list;
      if (!view.ok || !('plan' in view.value)) throw new Error('no project was opened');
      return { clientId, handoffId, project: view.value };
    },
    async repeatPolicy(policy) {
      await market.context.db.updateTable('sales_systems').set({ repeat_policy: policy }).execute();
    },
    close: () => deals.close(),
  };
}
