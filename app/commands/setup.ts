import { text } from 'node:stream/consumers';
import { setUpCompany } from '#modules/people/commands.ts';
import { installReadyStructure } from '#modules/structure/commands.ts';
import { type CommandCall, DONE, needed, optionsOf, print, UsageError } from './command.ts';
import { atCommandDesk } from './with-company.ts';

/** Sets an empty company up from the command line: the company and its administrator; the password comes by stdin. */
export async function setupCommand({ config, words }: CommandCall): Promise<number> {
  const { values, positionals } = optionsOf(words, {
    company: { type: 'string' },
    'admin-name': { type: 'string' },
    'admin-email': { type: 'string' },
    'password-stdin': { type: 'boolean' },
    language: { type: 'string', default: 'ru' },
  });
  if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is not expected here`);
  const language = values.language;
  if (language !== 'ru' && language !== 'en') throw new UsageError('--language is ru or en');
  const name = needed(values.company, 'company');
  const adminName = needed(values['admin-name'], 'admin-name');
  const adminEmail = needed(values['admin-email'], 'admin-email');
  if (values['password-stdin'] !== true)
    throw new UsageError('--password-stdin is missing: the password is read from standard input');
  const password = (await text(process.stdin)).replace(/\r?\n$/, '');

  await atCommandDesk(config, language, (desk) =>
    desk.write(async (context) => {
      const founded = await setUpCompany(context, {
        language,
        name,
        time_zone: Temporal.Now.timeZoneId(),
        admin_name: adminName,
        admin_email: adminEmail,
        password,
      });
      // The next command may bring a base in, and clients belong to a sales system: the ready one can be changed later.
      return founded.ok ? installReadyStructure(context, { kind: 'strategic', language }) : founded;
    }),
  );
  print(`The company "${name}" is set up. Sign in as ${adminEmail}.`);
  return DONE;
}
