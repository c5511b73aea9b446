import type { ru } from './texts.ru.ts';

export const en = {
  'reason.import.empty': 'The file has no rows.',
  'reason.import.not_a_table':
    'This is no table: the file holds binary data or another kind of text. Save the table as Excel or CSV and upload it again.',
  'reason.import.damaged':
    'The file is damaged: a part of it was not downloaded or is spoilt. Download or save it anew and upload it again.',
  'reason.import.is_protected':
    'The file is protected by a password. Take the protection off in Excel, save and upload again.',
  'reason.import.is_old_binary':
    'This is a document of an old Excel or of another program that cannot be read. Open it, save it as “Excel Workbook (.xlsx)” and upload that.',
  'reason.import.is_binary_workbook':
    'This is a binary Excel workbook (.xlsb). Open it, save it as “Excel Workbook (.xlsx)” and upload that.',
  'reason.import.is_document':
    'This is a text document or a presentation. Copy the table from it into Excel, save and upload that.',
  'reason.import.is_xml': 'This is an XML file. Open it in Excel, save it as “Excel Workbook (.xlsx)” and upload that.',
  'reason.import.is_json': 'This is a JSON file. Save the data as a table in Excel or CSV and upload that.',
  'reason.import.is_pdf':
    'This is a PDF document. The table itself is needed: save it as Excel or CSV and upload that.',
  'reason.import.is_picture': 'This is a picture. The table itself is needed: Excel, CSV or contact cards.',
  'reason.import.is_archive': 'This is an archive. Unpack it and upload the table that is in it.',
  'reason.import.workbook_too_large':
    'The workbook is too large to be read whole. Save the sheet as CSV and upload the CSV: its size is hardly limited.',
  'reason.import.unpacks_too_large':
    'The workbook holds too much data for its size. Save the sheet as CSV and upload the CSV.',
  'reason.import.no_such_heading_row': 'The beginning of the file has no row {row} to take headings from.',
  'reason.import.quote_not_closed': 'A quote is opened and never closed: the cells of this row may have shifted.',
  'reason.import.stray_quote': 'A stray quote: the cells of this row have shifted.',
  'reason.import.extra_cells': 'The row has more cells than there are headings.',
  'reason.import.cells_without_heading': 'There are values to the right of the last heading: they are not taken.',
  'reason.import.row_too_long': 'The row is too long and was not read whole.',
  'reason.import.undecodable': 'Some characters could not be read: check the encoding of the file.',
  'reason.import.formula': 'The cell holds a formula instead of a value.',
} satisfies Record<keyof typeof ru, string>;
