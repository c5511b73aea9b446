export const TOKEN_SCOPES = ['read', 'write', 'import'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

export const TOKEN_DEFAULT_DAYS = 365;
export const TOKEN_LONGEST_DAYS = 5 * 366;

/** What a person does in person only: signing in, passwords, sessions, tokens, invitation and set-up links. */
const IN_PERSON =
  /^\/api\/v1\/(sign-in|sign-out|password|sessions|tokens|setup|invitations|employees\/[^/]+\/invitation)(\/|$)/;
const IMPORT = /^\/api\/v1\/client-imports(\/|$)/;

/**
 * Whether the scopes of an API token admit a call: `read` admits reading, `write` both reading and writing, `import`
 * bringing registers in and looking at the result, nothing else. What is done in person no token does. The owner's own
 * rights apply besides.
 */
export function tokenAllows(scopes: readonly string[], method: string, path: string): boolean {
  const address = path.replace(/[?#].*$/, '');
  if (IN_PERSON.test(address)) return false;
  if (scopes.includes('write')) return true;
  if (scopes.includes('import') && IMPORT.test(address)) return true;
  return scopes.includes('read') && (method === 'GET' || method === 'HEAD');
}
