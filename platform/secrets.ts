import { argon2, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

const SECRET_BYTES = 32;
const SALT_BYTES = 16;
/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** A secret of 256 random bits in letters that fit an address; `prefix` lets people and scanners recognise its kind. */
export function newSecret(prefix = ''): string {
  return prefix + randomBytes(SECRET_BYTES).toString('base64url');
}

let key = '';

/** The installation's own key, set once at the start; another key ends every session, link and token at once. */
export function setSecretKey(own: string): void {
  key = own;
}

/** What is kept of a random secret: enough to recognise it, useless to whoever reads the database without the key. */
export function digestOfSecret(secret: string): string {
  return createHmac('sha256', key).update(secret).digest('hex');
}

const unpadded = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

/** A password's argon2id hash in the PHC string format, so that the cost may be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await derive('argon2id', { ...COST, message: bytesOf(password), nonce: salt });
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

const NOBODYS = { ...COST, salt: Buffer.alloc(SALT_BYTES), tag: Buffer.alloc(COST.tagLength) };

/** Whether the password fits the hash. Where there is no hash the same work is done, so that time tells nothing. */
export async function verifyPassword(hash: string | null, password: string): Promise<boolean> {
  const known = hash === null ? NOBODYS : parsed(hash);
  const { memory, passes, parallelism, tagLength } = known;
  const tag = await derive('argon2id', {
    memory,
    passes,
    parallelism,
    tagLength,
    message: bytesOf(password),
    nonce: known.salt,
  });
  return timingSafeEqual(tag, known.tag) && hash !== null;
}

/** The same characters typed on another system give the same bytes. */
const bytesOf = (password: string) => Buffer.from(password.normalize('NFKC'));

function parsed(hash: string): typeof NOBODYS {
  const [, memory, passes, parallelism, salt = '', tag = ''] = PHC.exec(hash) ?? [];
  if (memory === undefined) throw new Error('a stored password hash is not argon2id');
  const bytes = Buffer.from(tag, 'base64');
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: bytes.length,
    salt: Buffer.from(salt, 'base64'),
    tag: bytes,
  };
}
