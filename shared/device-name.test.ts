import { describe, expect, test } from 'vitest';
import { deviceName } from './device-name.ts';

const BEGINS = 'Mozilla/5.0';

describe('a device by the names that a person knows', () => {
  test.each([
    [`${BEGINS} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36`, 'Chrome, Windows'],
    [`${BEGINS} (Windows NT 10.0) Chrome/140.0 YaBrowser/25.8 Safari/537.36`, 'Yandex Browser, Windows'],
    [`${BEGINS} (Windows NT 10.0) Chrome/141.0 Safari/537.36 Edg/141.0`, 'Edge, Windows'],
    [`${BEGINS} (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0`, 'Firefox, Linux'],
    [`${BEGINS} (Linux; Android 15) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36`, 'Chrome, Android'],
    [`${BEGINS} (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1`, 'Safari, iPhone'],
    [`${BEGINS} (Macintosh; Intel Mac OS X 10_15_7) Version/19.0 Safari/605.1`, 'Safari, macOS'],
    ['curl/8.14.1', 'curl/8.14.1'],
    [null, null],
  ])('%s is %s', (device, name) => {
    expect(deviceName(device)).toBe(name);
  });
});
