import { record } from '#modules/journal/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { companyOf, companyToday } from '../queries.ts';
import { USUAL_HOURS } from '../rules.ts';
import { insertEmployee } from '../store.ts';

/**
 * Remembers somebody who worked here before the program did, so that the past has names: departed, with no way to sign in.
 * The address is none that mail could reach. It asks no question of access: the command that calls it has done so.
 */
export async function rememberFormerEmployee(context: WriteContext, fullName: string): Promise<string> {
  const [company, today] = await Promise.all([companyOf(context), companyToday(context)]);
  const id = newId();
  await insertEmployee(context, {
    ...USUAL_HOURS,
    id,
    full_name: fullName,
    email: `former-${id}@history.invalid`,
    phone: null,
    language: company.language,
    time_zone: company.timeZone,
    capacity_bp: 0,
    administrator: false,
    status: 'departed',
    departed_on: today.toString(),
    created_at: context.now.toString(),
  });
  await record(context, {
    action: 'employee.remembered',
    subject: { kind: 'employee', id },
    after: { status: 'departed' },
    personal: { personId: id, after: { full_name: fullName } },
  });
  return id;
}
