import { type Browser, expect, type Page } from '@playwright/test';
import { setUp } from '#modules/people/company/contract.ts';
import { acceptInvitation, inviteEmployee } from '#modules/people/invitations/contract.ts';
import { signIn } from '#modules/people/sign-in/contract.ts';
import { showStructure } from '#modules/structure/contract.ts';
import { takePosition } from '#modules/structure/employments/contract.ts';
import { installReady } from '#modules/structure/ready-structure/contract.ts';
import type { PositionKind } from '#modules/structure/rules.ts';
import type { Route, RouteInput, RouteReply } from '#shared/route.ts';
import type { Product } from './product.ts';

const password = 'сосна под окном растёт';

/** The parts of the input that the route declares; the others may be left out. */
type Input<R extends Route> = {
  [K in keyof RouteInput<R> as RouteInput<R>[K] extends undefined ? never : K]: RouteInput<R>[K];
};

/** Asks the API as whoever is signed in on the page. An answer that is not a result fails the test with its words. */
export async function ask<R extends Route>(page: Page, url: string, route: R, input: Input<R>): Promise<RouteReply<R>> {
  const { params, query, body }: { params?: object; query?: object; body?: unknown } = input;
  let path: string = route.path;
  for (const [name, value] of Object.entries(params ?? {})) path = path.replace(`:${name}`, String(value));
  const search = new URLSearchParams(Object.entries(query ?? {}).map(([name, value]) => [name, String(value)]));
  const address = `${url}${path}${search.size === 0 ? '' : `?${search}`}`;
  const reply = await page.request.fetch(address, {
    method: route.method,
    ...(body === undefined ? {} : { data: body }),
  });
  if (!reply.ok()) expect(`${reply.status()} ${await reply.text()}`, `${route.method} ${path}`).toBe('a result');
  // The server answers by the very schema that the route declares.
  return (await reply.json()) as RouteReply<R>;
}

export interface Colleague {
  id: string;
  name: string;
  email: string;
}

/** Who works in the company of the tests, each at the position their key names. */
export const colleagues = {
  head: { name: 'Седова Марина Ильинична', kind: 'head' },
  telemarketer: { name: 'Верес Ольга Павловна', kind: 'telemarketer' },
  development: { name: 'Ладогин Пётр Сергеевич', kind: 'development_manager' },
  delivery: { name: 'Туров Игорь Олегович', kind: 'project_manager' },
  engineer: { name: 'Каменев Денис Юрьевич', kind: 'support_specialist', title: /Инженер|Engineer/i },
  clerk: { name: 'Юдина Анна Львовна', kind: 'back_office_specialist' },
} as const satisfies Record<string, { name: string; kind: PositionKind; title?: RegExp }>;
export type Role = keyof typeof colleagues;

/** The same company where everybody writes in English: nothing on its pages is in Russian but the program’s own fault. */
const inEnglish = {
  company: 'Line of Light',
  names: {
    head: 'Marina Sedova',
    telemarketer: 'Olga Veres',
    development: 'Peter Ladogin',
    delivery: 'Igor Turov',
    engineer: 'Denis Kamenev',
    clerk: 'Anna Yudina',
  } satisfies Record<keyof typeof colleagues, string>,
};
const roles = Object.keys(colleagues) as Role[];

export interface Company {
  people: Readonly<Record<Role, Colleague>>;
  salesSystemId: string;
}

/** Sets the company up, installs the ready strategic structure, and puts a colleague into each of its positions. */
export async function foundCompany(
  browser: Browser,
  { url, setupLink }: Product,
  language: 'ru' | 'en' = 'ru',
): Promise<Company> {
  const nameOf = (role: Role) => (language === 'ru' ? colleagues[role].name : inEnglish.names[role]);
  const page = await browser.newPage();
  const found = (role: Role, id: string): Colleague => ({
    id,
    name: nameOf(role),
    email: `${role}@liniya.example`,
  });
  const founder = await ask(page, url, setUp, {
    body: {
      token: new URL(setupLink ?? '').searchParams.get('token') ?? '',
      language,
      name: language === 'ru' ? 'Линия света' : inEnglish.company,
      time_zone: 'Europe/Moscow',
      admin_name: nameOf('head'),
      admin_email: 'head@liniya.example',
      password,
    },
  });
  const { sales_system_id: salesSystemId } = await ask(page, url, installReady, {
    body: { kind: 'strategic', head_id: founder.employee_id },
  });
  const { positions } = await ask(page, url, showStructure, { query: {} });
  const people = new Map([['head' as Role, found('head', founder.employee_id)]]);
  for (const role of roles.filter((one) => one !== 'head')) {
    const told: { kind: PositionKind; title?: RegExp } = colleagues[role];
    const position = positions.find(({ kind, title }) => kind === told.kind && (told.title?.test(title) ?? true));
    if (position === undefined) throw new Error(`The ready structure has no position for ${role}`);
    const body = { full_name: nameOf(role), email: `${role}@liniya.example` };
    const invitation = await ask(page, url, inviteEmployee, { body });
    const own = await browser.newPage();
    await ask(own, url, acceptInvitation, { body: { token: invitation.token, password } });
    await own.close();
    await ask(page, url, takePosition, { body: { employee_id: invitation.employee_id, position_id: position.id } });
    people.set(role, found(role, invitation.employee_id));
  }
  await page.close();
  return { people: Object.fromEntries(people) as Record<Role, Colleague>, salesSystemId };
}

/** From here on the page belongs to this colleague: whoever was signed in on it is not any more. */
export async function actAs(page: Page, url: string, { email }: Colleague): Promise<void> {
  await page.context().clearCookies();
  await ask(page, url, signIn, { body: { email, password } });
}
