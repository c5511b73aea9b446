import { employeeByEmail } from '#modules/people/queries.ts';
import { createToken } from '#modules/people/tokens/commands.ts';
import { type CommandCall, CommandRefused, DONE, needed, optionsOf, print, UsageError } from './command.ts';
import { atCommandDesk } from './with-company.ts';

/** Creates an API token for an employee. The token alone is the last line, and it is shown this once. */
export async function tokenCommand({ config, words }: CommandCall): Promise<number> {
  const { values, positionals } = optionsOf(words, { email: { type: 'string' }, name: { type: 'string' } });
  if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is not expected here`);
  const email = needed(values.email, 'email');
  const name = needed(values.name, 'name');
  await atCommandDesk(config, 'en', async (desk) => {
    const employee = await employeeByEmail(desk, email);
    if (employee === null)
      throw new CommandRefused(
        { ok: false, reason: 'people.no_such_email', code: 'not_found', values: { email } },
        'en',
      );
    const { token } = await desk.write((context) => createToken(context, { employee_id: employee.id, name }));
    print('The token is shown this once:');
    print(token);
  });
  return DONE;
}
