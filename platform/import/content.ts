import { type Refusal, refuse } from '#shared/result.ts';

/** What the engine may be given instead of a delimited text, by its first bytes. Each reason says what to do instead. */
const binarySignatures: readonly { readonly bytes: string; readonly reason: string }[] = [
  { bytes: 'd0cf11e0a1b11ae1', reason: 'import.is_xls' },
  { bytes: '25504446', reason: 'import.is_pdf' },
  { bytes: '1f8b', reason: 'import.is_archive' },
  { bytes: '377abcaf271c', reason: 'import.is_archive' },
  { bytes: '52617221', reason: 'import.is_archive' },
];

const textSignatures: readonly { readonly pattern: RegExp; readonly reason: string }[] = [
  { pattern: /^begin:vcard/i, reason: 'import.is_vcard' },
  { pattern: /^begin:vcalendar/i, reason: 'import.not_a_table' },
  {
    pattern: /^(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table)\b/is,
    reason: 'import.is_html',
  },
  { pattern: /^<\?xml|^<\w+[\s>]/i, reason: 'import.is_xml' },
  { pattern: /^\{\s*["}]|^\[\s*(?:[[{\]]|"[^"]*"\s*,)/, reason: 'import.is_json' },
  { pattern: /^\{\\rtf/, reason: 'import.not_a_table' },
];

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** A ZIP archive names its parts in plain letters: workbooks, documents and OpenDocument sheets are archives, too. */
function archiveReason(head: Uint8Array): string {
  const names = new TextDecoder('windows-1252').decode(head);
  if (/xl\/|\[Content_Types\]\.xml.*workbook/s.test(names)) return 'import.is_xlsx';
  if (names.includes('opendocument.spreadsheet')) return 'import.is_ods';
  return 'import.is_archive';
}

/** Refuses bytes that are no text at all, or a file that is known not to be a delimited table. */
export function refuseBinary(head: Uint8Array): Refusal | undefined {
  if (head.length === 0) return refuse('import.empty');
  const start = hex(head.subarray(0, 8));
  if (start.startsWith('504b0304') || start.startsWith('504b0506')) return refuse(archiveReason(head));
  const signature = binarySignatures.find(({ bytes }) => start.startsWith(bytes));
  return signature && refuse(signature.reason);
}

/** Control characters that no table holds; tab and the line ends are none of them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: looking for control characters is the point
const control = /[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f\u007f]/g;

/** Refuses a text that is another format, is empty, or is binary content in disguise. */
export function refuseText(text: string): Refusal | undefined {
  const start = text.trimStart();
  if (start === '') return refuse('import.empty');
  const controls = text.match(control)?.length ?? 0;
  if (controls > 2 && controls / text.length > 0.002) return refuse('import.not_a_table');
  const signature = textSignatures.find(({ pattern }) => pattern.test(start));
  return signature && refuse(signature.reason);
}
