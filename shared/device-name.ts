const BROWSERS = [
  ['YaBrowser', 'Yandex Browser'],
  ['Edg', 'Edge'],
  ['OPR', 'Opera'],
  ['Firefox', 'Firefox'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
] as const;
const SYSTEMS = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['Linux', 'Linux'],
] as const;

/** The names a person knows, out of what a browser says of itself; the first match counts, since they all imitate each other. */
export function deviceName(device: string | null): string | null {
  const browser = BROWSERS.find(([sign]) => device?.includes(sign))?.[1];
  const system = SYSTEMS.find(([sign]) => device?.includes(sign))?.[1];
  if (browser === undefined && system === undefined) return device;
  return [browser, system].filter((part) => part !== undefined).join(', ');
}
