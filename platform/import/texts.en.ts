import type { ru } from './texts.ru.ts';

export const en = {
  'reason.import.empty': 'There is not a single row in the file.',
  'reason.import.not_a_table':
    'This is not a table: the file holds binary data or another kind of text. Save the table as CSV and upload it again.',
  'reason.import.is_xlsx':
    'This is an Excel workbook (.xlsx). Open it, save the sheet as “CSV UTF-8 (comma delimited)” and upload the CSV.',
  'reason.import.is_xls':
    'This is a workbook or a document of old Excel (.xls). Open it, save the sheet as CSV and upload the CSV.',
  'reason.import.is_ods': 'This is an OpenDocument sheet (.ods). Open it, save the sheet as CSV and upload the CSV.',
  'reason.import.is_html':
    'This is a web page with a table, though the file may be named .xls: Bitrix24 and other programs export that way. Open it in Excel and save it as CSV, or choose CSV in that program.',
  'reason.import.is_xml': 'This is an XML file. Open it in Excel, save the sheet as CSV and upload the CSV.',
  'reason.import.is_json': 'This is a JSON file. Save the data as a table in CSV and upload it again.',
  'reason.import.is_vcard':
    'These are contact cards (vCard). Open them in a contacts program, export them as CSV and upload the CSV.',
  'reason.import.is_pdf': 'This is a PDF document. The table itself is needed: save it as CSV and upload it again.',
  'reason.import.is_archive':
    'This is an archive or a document. Unpack it, or save the table as CSV, and upload the CSV.',
  'reason.import.no_such_heading_row': 'There is no row {row} in the beginning of the file to take headings from.',
  'reason.import.quote_not_closed': 'A quote is opened and not closed: the cells of this row may have shifted.',
  'reason.import.stray_quote': 'A stray quote: the cells of this row have shifted.',
  'reason.import.extra_cells': 'The row has more cells than there are headings.',
  'reason.import.row_too_long': 'The row is too long and was not read to its end.',
  'reason.import.undecodable': 'Some characters could not be read: check the encoding of the file.',
  'reason.import.formula': 'The cell holds a formula, not a value.',
} satisfies Record<keyof typeof ru, string>;
