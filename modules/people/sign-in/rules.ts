/** A session ends after this long without a request, and in any case after the longest one. */
export const SESSION_IDLE_DAYS = 14;
export const SESSION_LONGEST_DAYS = 90;

export const PASSWORD_SHORTEST = 10;
export const PASSWORD_LONGEST = 200;
const FEWEST_DIFFERENT = 4;
const LEFT_WITHOUT_OWN_WORDS = 6;
const SHORTEST_OWN_WORD = 4;

/** The much used passwords of ten characters and more, in both keyboard layouts; shorter ones are refused anyway. */
const COMMON: ReadonlySet<string> = new Set(
  (
    '1234567890 0987654321 1234567890a 12345678910 123456789a 123456789q 1q2w3e4r5t 1qaz2wsx3edc qazwsxedc1 qwertyuiop ' +
    'qwerty1234 qwerty12345 qwerty123456 qwertyuiop1 qwerty7890 1234qwerty 123456qwerty 12345qwert 1q2w3e4r5t6y q1w2e3r4t5 ' +
    'q1w2e3r4t5y6 asdfghjkl1 asdfghjkl; zxcvbnm123 qwe123qwe123 qweasdzxc1 qweasdzxc123 qweqweqwe1 1qazxsw23edc zaq12wsxcde3 ' +
    'password12 password123 password1234 passw0rd123 p@ssw0rd123 p@ssword123 password01 mypassword passwordpassword letmein123 ' +
    'welcome123 welcome1234 admin12345 admin123456 adminadmin administrator iloveyou12 iloveyou123 sunshine123 princess123 ' +
    'football123 baseball123 superman123 dragon1234 master1234 monkey1234 michael123 charlie123 trustno123 starwars123 ' +
    'samsung123 computer123 internet123 changeme123 temp123456 test123456 testtest12 testtest123 abcd123456 abc1234567 ' +
    'aa12345678 a123456789 a1b2c3d4e5 abcdefghij abcdefghijk 11223344556 1122334455 9876543210 147258369a 0123456789 ' +
    'йцукенгшщз йцукен1234 йцукен12345 йцукен123456 йцукенгшщзхъ фывапролдж фывапролджэ ячсмитьбю1 пароль1234 пароль12345 ' +
    'пароль123456 парольпароль мойпароль1 администратор привет1234 привет12345 любовь1234 наташа1234 gjghj,eq123 gfhjkm1234 ' +
    'gfhjkm12345 gfhjkmgfhjkm qwertyqwerty qazwsxqazwsx 1111111111a zxcvbnmasdf marina1234 natasha123 sergey1234 vladimir123'
  ).split(' '),
);

/**
 * Why a password will not do, as the rest of `people.password_…`, or null when it will. Asked for: ten characters or
 * more, not a much used one, and not made of what everybody knows about the person or the company. Nothing is asked of
 * its composition, and it never expires. Source: quality (OWASP ASVS 5, 6.2).
 */
export function passwordFault(
  password: string,
  known: readonly string[],
): 'too_short' | 'too_long' | 'common' | 'about_you' | null {
  const characters = [...password.normalize('NFKC')];
  if (characters.length < PASSWORD_SHORTEST) return 'too_short';
  if (characters.length > PASSWORD_LONGEST) return 'too_long';
  const folded = characters.join('').toLowerCase();
  if (COMMON.has(folded) || new Set(characters).size < FEWEST_DIFFERENT) return 'common';
  const rest = ownWords(known).reduce((left, word) => left.replaceAll(word, ''), folded);
  return [...rest].length < LEFT_WITHOUT_OWN_WORDS && rest !== folded ? 'about_you' : null;
}

function ownWords(known: readonly string[]): string[] {
  const words = known.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u));
  return [...new Set(words)].filter((word) => word.length >= SHORTEST_OWN_WORD).sort((a, b) => b.length - a.length);
}

/** Failed attempts that count, and how many of them close the door until the earliest has aged away. */
export const ATTEMPTS_COUNT_FOR_SECONDS = 15 * 60;
/** From one address at one account; at one account from anywhere; from one address at any account. */
export const ATTEMPT_LIMITS = { pair: 5, account: 20, address: 50 } as const;

export interface SignInAttempt {
  account: string;
  address: string;
  ageSeconds: number;
}

/**
 * Seconds until the next attempt may be made, 0 when at once. Guessing at one account is stopped after five attempts
 * from an address and twenty from anywhere, guessing at many accounts after fifty, so that a stranger who locks somebody
 * out from one place does not lock them out everywhere. The answer is the same whether there is such an account or not.
 */
export function secondsToWait(
  recent: readonly SignInAttempt[],
  { account, address }: { account: string; address: string },
): number {
  const atAccount = recent.filter((attempt) => attempt.account === account);
  const fromAddress = recent.filter((attempt) => attempt.address === address);
  return Math.max(
    untilBelow(
      ATTEMPT_LIMITS.pair,
      atAccount.filter((attempt) => attempt.address === address),
    ),
    untilBelow(ATTEMPT_LIMITS.account, atAccount),
    untilBelow(ATTEMPT_LIMITS.address, fromAddress),
  );
}

function untilBelow(limit: number, attempts: readonly SignInAttempt[]): number {
  const ages = attempts.map((attempt) => attempt.ageSeconds).sort((a, b) => a - b);
  const deciding = ages[limit - 1];
  return deciding === undefined ? 0 : Math.max(0, Math.ceil(ATTEMPTS_COUNT_FOR_SECONDS - deciding));
}

/**
 * The address by which attempts are counted: an IPv6 network counts as one, since its owner has all of it; an IPv4
 * address in IPv6 clothes counts as itself.
 */
export function addressKey(address: string): string {
  const plain = address.toLowerCase().replace(/%.*$/, '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  if (mapped !== undefined || !plain.includes(':')) return mapped ?? plain;
  const [head = '', tail] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups =
    tail === undefined ? left : [...left, ...Array(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  const network = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}
