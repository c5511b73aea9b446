import { describe, expect, test } from 'vitest';
import { tokenAllows } from './rules.ts';

const all = ['read', 'write', 'import'];

describe('scopes of an API token', () => {
  test.each([
    ['reading reads', ['read'], 'GET', '/api/v1/clients', true],
    ['reading does not write', ['read'], 'POST', '/api/v1/clients', false],
    ['reading does not delete', ['read'], 'DELETE', '/api/v1/clients/1', false],
    ['writing writes', ['write'], 'POST', '/api/v1/clients', true],
    ['writing reads what it writes', ['write'], 'GET', '/api/v1/clients', true],
    ['importing imports', ['import'], 'POST', '/api/v1/client-imports', true],
    ['importing looks at the result', ['import'], 'GET', '/api/v1/client-imports/7', true],
    ['importing does not write otherwise', ['import'], 'POST', '/api/v1/clients', false],
    ['importing does not read otherwise', ['import'], 'GET', '/api/v1/clients', false],
    ['a look-alike address is no import', ['import'], 'POST', '/api/v1/client-importsomething', false],
    ['a query does not widen an address', ['import'], 'GET', '/api/v1/clients?x=/api/v1/client-imports', false],
    ['no scopes allow nothing', [], 'GET', '/api/v1/clients', false],
    ['unknown scopes allow nothing', ['admin'], 'GET', '/api/v1/clients', false],
  ])('%s', (_name, scopes, method, path, allowed) => {
    expect(tokenAllows(scopes, method, path)).toBe(allowed);
  });

  test.each([
    ['GET', '/api/v1/tokens'],
    ['POST', '/api/v1/tokens'],
    ['GET', '/api/v1/sessions'],
    ['DELETE', '/api/v1/sessions/1'],
    ['POST', '/api/v1/password'],
    ['POST', '/api/v1/sign-in'],
    ['POST', '/api/v1/setup'],
    ['POST', '/api/v1/invitations/accept'],
    ['POST', '/api/v1/employees/1/invitation'],
    ['GET', '/api/v1/tokens?x=1'],
  ])('%s %s is done in person, by no token', (method, path) => {
    expect(tokenAllows(all, method, path)).toBe(false);
  });

  test('inviting by a token is writing', () => {
    expect(tokenAllows(['write'], 'POST', '/api/v1/employees')).toBe(true);
  });
});
