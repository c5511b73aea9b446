import { type Refusal, refuse } from '#shared/result.ts';
import { UnreadableFile } from './unreadable.ts';
import { isWorkbook } from './workbook.ts';
import { zipEntries } from './zip.ts';

/** What a table may come as, told by the content and never by the name. */
export type TableKind = 'delimited' | 'xlsx' | 'xls' | 'ods' | 'html' | 'vcard';

export type Recognised = { readonly ok: true; readonly value: TableKind } | Refusal;

const found = (value: TableKind): Recognised => ({ ok: true, value });

/** Files that hold no table, by their first bytes. Each reason says what to do instead. */
const binarySignatures: readonly { readonly bytes: string; readonly reason: string }[] = [
  { bytes: '25504446', reason: 'import.is_pdf' },
  { bytes: '1f8b', reason: 'import.is_archive' },
  { bytes: '377abcaf271c', reason: 'import.is_archive' },
  { bytes: '52617221', reason: 'import.is_archive' },
  { bytes: '89504e470d0a1a0a', reason: 'import.is_picture' },
  { bytes: 'ffd8ff', reason: 'import.is_picture' },
  { bytes: '47494638', reason: 'import.is_picture' },
  { bytes: '52494646', reason: 'import.is_picture' },
  { bytes: '49492a00', reason: 'import.is_picture' },
  { bytes: '4d4d002a', reason: 'import.is_picture' },
  { bytes: '53514c69746520666f726d6174', reason: 'import.not_a_table' },
];

const textSignatures: readonly { readonly pattern: RegExp; readonly as: Recognised }[] = [
  { pattern: /^begin:vcard/i, as: found('vcard') },
  { pattern: /^begin:vcalendar/i, as: refuse('import.not_a_table') },
  {
    pattern: /^(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table|style)\b/is,
    as: found('html'),
  },
  { pattern: /^<\?xml|^<\w+[\s>]/i, as: refuse('import.is_xml') },
  { pattern: /^\{\s*["}]|^\[\s*(?:[[{\]]|"[^"]*"\s*,)/, as: refuse('import.is_json') },
  { pattern: /^\{\\rtf/, as: refuse('import.is_document') },
];

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const isZip = (start: string): boolean => /^504b(?:0304|0506|0708)/.test(start);
const isCompound = (start: string): boolean => start.startsWith('d0cf11e0a1b11ae1');

/** Workbooks are archives: what they are shows at their end, so that they have to be read whole. */
export function isReadWhole(start: Uint8Array): boolean {
  const signature = hex(start.subarray(0, 8));
  return isZip(signature) || isCompound(signature);
}

/** A ZIP archive names its parts: workbooks, documents and OpenDocument sheets are archives, too. */
function recogniseArchive(bytes: Uint8Array): Recognised {
  try {
    const parts = zipEntries(bytes);
    const has = (pattern: RegExp): boolean => [...parts.keys()].some((name) => pattern.test(name));
    if (isWorkbook(parts)) return found('xlsx');
    if (has(/^xl\/workbook\.bin$/iu)) return refuse('import.is_binary_workbook');
    if (has(/^word\//iu) || has(/^ppt\//iu)) return refuse('import.is_document');
    if (!parts.has('content.xml')) return refuse('import.is_archive');
    const kind = new TextDecoder('windows-1252').decode(bytes.subarray(0, 200));
    return kind.includes('opendocument.text') ? refuse('import.is_document') : found('ods');
  } catch (error) {
    if (error instanceof UnreadableFile) return refuse(error.reason);
    throw error;
  }
}

/** Recognises bytes that are no text at all, or nothing where they may be text. */
export function recogniseBinary(head: Uint8Array): Recognised | undefined {
  if (head.length === 0) return refuse('import.empty');
  const start = hex(head.subarray(0, 16));
  if (isZip(start)) return recogniseArchive(head);
  if (isCompound(start)) return found('xls');
  const signature = binarySignatures.find(({ bytes }) => start.startsWith(bytes));
  return signature && refuse(signature.reason);
}

/** Control characters that no table holds; tab and the line ends are none of them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: looking for control characters is the point
const control = /[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001e\u007f]/g;

/** What a text is: a delimited table unless it says otherwise. Refuses an empty one, and binary content in disguise. */
export function recogniseText(text: string): Recognised {
  const start = text.trimStart();
  if (start === '') return refuse('import.empty');
  const controls = text.match(control)?.length ?? 0;
  if (controls > 2 && controls / text.length > 0.002) return refuse('import.not_a_table');
  return textSignatures.find(({ pattern }) => pattern.test(start))?.as ?? found('delimited');
}
