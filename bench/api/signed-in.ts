import { type Colleague, PASSWORD } from '../market/company.ts';

const AT_ONCE = 4;

/** Signs colleagues in as a browser does, a few at a time, and returns the headers of each. */
export async function signIn(
  address: string,
  colleagues: readonly Colleague[],
): Promise<Readonly<Record<string, string>>[]> {
  const headers: Readonly<Record<string, string>>[] = [];
  for (let from = 0; from < colleagues.length; from += AT_ONCE) {
    const some = colleagues.slice(from, from + AT_ONCE);
    headers.push(...(await Promise.all(some.map((colleague) => headersOf(address, colleague)))));
  }
  return headers;
}

async function headersOf(address: string, { email }: Colleague): Promise<Readonly<Record<string, string>>> {
  const reply = await fetch(`${address}/api/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  if (!reply.ok) throw new Error(`${email} cannot sign in: ${reply.status} ${await reply.text()}`);
  const cookie = reply.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return { cookie, accept: 'application/json', 'accept-encoding': 'gzip, deflate, br', 'accept-language': 'ru' };
}
