import { describe, expect, it } from 'vitest';
import type { Encoding } from './encoding.ts';
import { readRows } from './rows.ts';
import { detectTable, readHead } from './table-format.ts';
import { encode, inChunks } from './testing.ts';

async function read(text: string, encoding: Encoding = 'utf-8', size = 7) {
  const bytes = encode(text, encoding);
  const format = await detectTable(await readHead(inChunks(bytes)));
  if (!format.ok) throw new Error(format.reason);
  expect(format.value).toMatchObject({ kind: 'vcard', headingRow: null });
  return Array.fromAsync(readRows(inChunks(bytes, size), format.value));
}

const card = (version: string, ...lines: string[]) =>
  ['BEGIN:VCARD', `VERSION:${version}`, ...lines, 'END:VCARD', ''].join('\r\n');

async function filled(text: string, encoding: Encoding = 'utf-8') {
  const rows = await read(text, encoding);
  return rows.map(({ cells }) => Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== '')));
}

describe('a contact card', () => {
  it('of version 3.0 gives the organisation, the person, and every phone and mail', async () => {
    const text = card(
      '3.0',
      'N:Карпов;Виктор;Михайлович;;',
      'FN:Виктор Карпов',
      'ORG:ООО «Ромашка»;Отдел освещения;Группа 2',
      'TITLE:Главный энергетик',
      'TEL;TYPE=WORK,VOICE:+7 495 123-45-67',
      'item1.TEL;TYPE=CELL:8 916 000-00-01',
      'TEL;TYPE=FAX,WORK:+7 495 123-45-68',
      'EMAIL;TYPE=INTERNET:a@example.org',
      'EMAIL:b@example.org',
      'URL:http\\://example.org',
      'ADR;TYPE=WORK:;;ул. Ленина\\, 1;Южа;Ивановская область;155630;Россия',
      'NOTE:Первая строка\\nвторая\\, длинная и сложен',
      ' ная пополам',
      'PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQ==',
      'UID:42',
    );
    expect(await filled(text)).toEqual([
      {
        ORG: 'ООО «Ромашка»',
        DEPARTMENT: 'Отдел освещения, Группа 2',
        FN: 'Виктор Карпов',
        TITLE: 'Главный энергетик',
        TEL: '+7 495 123-45-67; 8 916 000-00-01',
        FAX: '+7 495 123-45-68',
        EMAIL: 'a@example.org, b@example.org',
        URL: 'http://example.org',
        ADR: '155630, Россия, Ивановская область, Южа, ул. Ленина, 1',
        REGION: 'Ивановская область',
        LOCALITY: 'Южа',
        NOTE: 'Первая строка\nвторая, длинная и сложенная пополам',
        UID: '42',
      },
    ]);
  });

  it('of version 2.1 is read in the encoding that each of its lines names', async () => {
    const text = card(
      '2.1',
      'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=9A=D0=B0=D1=80=D0=BF=D0=BE=D0=B2;=D0=92=D0=B8=D0=BA=D1=82=D0=BE=D1=80;;;',
      'ORG;CHARSET=windows-1251;ENCODING=QUOTED-PRINTABLE:=CE=CE=CE =D0=EE=EC=E0=F8=EA=E0, =CA=EE;=CE=',
      '=F2=E4=E5=EB',
      'NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0Atwo=',
      '',
      'TEL;WORK;VOICE:84951234567',
      'TEL;WORK;FAX:84951234568',
    );
    expect(await filled(text)).toEqual([
      {
        ORG: 'ООО Ромашка, Ко',
        DEPARTMENT: 'Отдел',
        FN: 'Карпов Виктор',
        TEL: '84951234567',
        FAX: '84951234568',
        NOTE: 'one\ntwo',
      },
    ]);
  });

  it('of version 4.0 has its phones as addresses and extensions in words', async () => {
    const text = card(
      '4.0',
      'FN:Анна Ким',
      'TEL;VALUE=uri;TYPE="work,voice";PREF=1:tel:+7-495-123-45-67;ext=102',
      'EMAIL;TYPE=work:mailto:a@example.org',
      'GEO:geo:46.77,-71.28',
    );
    expect(await filled(text)).toEqual([
      { FN: 'Анна Ким', TEL: '+7-495-123-45-67 ext. 102', EMAIL: 'a@example.org', GEO: '46.77,-71.28' },
    ]);
  });

  it('is one row of as many as the file has, however its lines end and however it is cut', async () => {
    const cards = ['Анна', 'Борис', 'Вера'].map((name) => card('3.0', `FN:${name}`, 'AGENT:BEGIN:VCARD')).join('\n');
    for (const text of [cards, cards.replaceAll('\r\n', '\n'), cards.replaceAll('\r\n', '\r').replaceAll('\n', '\r')]) {
      const rows = await read(text, 'utf-8', 1);
      expect(rows.map(({ number, cells }) => [number, cells.FN])).toEqual([
        [1, 'Анна'],
        [2, 'Борис'],
        [3, 'Вера'],
      ]);
    }
  });

  it('of an agent within another is no contact of its own', async () => {
    const text = card('2.1', 'FN:Анна', 'AGENT:', 'BEGIN:VCARD', 'FN:Секретарь', 'END:VCARD', 'TITLE:Директор');
    expect(await filled(text)).toEqual([{ FN: 'Анна', TITLE: 'Директор' }]);
  });

  it('that breaks off or holds nonsense is taken as far as it reads', async () => {
    const text = card('3.0', 'FN:Анна', 'ЧТО-ТО', ':', 'TEL', 'EMAIL;;;=:a@example.org').replace('END:VCARD\r\n', '');
    expect(await filled(text)).toEqual([{ FN: 'Анна', EMAIL: 'a@example.org' }]);
  });

  it.each([
    { what: 'an unknown encoding', line: 'FN;CHARSET=invalid:Анна', name: 'Анна' },
    {
      what: 'bytes of another encoding',
      line: 'FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=CE=EB=FF',
      name: '\ufffd\ufffd\ufffd',
    },
  ])('with $what is remarked and never refused', async ({ line, name }) => {
    expect(await read(card('3.0', line))).toMatchObject([
      { cells: { FN: name }, problems: [{ row: 1, column: 'FN', reason: 'import.undecodable', value: name }] },
    ]);
  });

  it.each(['windows-1251', 'utf-16le', 'koi8-r'] as const)('is read in %s', async (encoding) => {
    const text = card('2.1', 'FN:Виктор Карпов', 'ORG:Администрация города Южа', 'TITLE:главный энергетик');
    expect(await filled(text, encoding)).toMatchObject([{ FN: 'Виктор Карпов', ORG: 'Администрация города Южа' }]);
  });
});
