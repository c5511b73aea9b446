export const ru = {
  'reason.import.empty': 'В файле нет ни одной строки.',
  'reason.import.not_a_table':
    'Это не таблица: в файле двоичные данные или другой вид текста. Сохраните таблицу как CSV и загрузите снова.',
  'reason.import.is_xlsx':
    'Это книга Excel (.xlsx). Откройте её и сохраните лист как «CSV UTF-8 (разделители — запятые)», затем загрузите CSV.',
  'reason.import.is_xls':
    'Это книга или документ старого Excel (.xls). Откройте её и сохраните лист как CSV, затем загрузите CSV.',
  'reason.import.is_ods': 'Это таблица OpenDocument (.ods). Откройте её и сохраните лист как CSV, затем загрузите CSV.',
  'reason.import.is_html':
    'Это веб-страница с таблицей, хотя файл может называться .xls: так выгружают Битрикс24 и другие программы. Откройте её в Excel и сохраните как CSV либо выберите в той программе выгрузку в CSV.',
  'reason.import.is_xml': 'Это файл XML. Откройте его в Excel и сохраните лист как CSV, затем загрузите CSV.',
  'reason.import.is_json': 'Это файл JSON. Сохраните данные таблицей в CSV и загрузите снова.',
  'reason.import.is_vcard':
    'Это карточки контактов (vCard). Откройте их в программе контактов и выгрузите в CSV, затем загрузите CSV.',
  'reason.import.is_pdf': 'Это документ PDF. Нужна сама таблица: сохраните её как CSV и загрузите снова.',
  'reason.import.is_archive': 'Это архив или документ. Распакуйте его или сохраните таблицу как CSV и загрузите CSV.',
  'reason.import.no_such_heading_row': 'В начале файла нет строки {row}, из которой можно взять заголовки.',
  'reason.import.quote_not_closed': 'Кавычка открыта и не закрыта: ячейки этой строки могли сместиться.',
  'reason.import.stray_quote': 'Лишняя кавычка: ячейки этой строки сместились.',
  'reason.import.extra_cells': 'В строке больше ячеек, чем заголовков.',
  'reason.import.row_too_long': 'Строка слишком длинная и прочитана не целиком.',
  'reason.import.undecodable': 'Часть знаков не прочиталась: проверьте кодировку файла.',
  'reason.import.formula': 'В ячейке формула, а не значение.',
} as const;

declare global {
  interface TextCatalogue extends Record<keyof typeof ru, string> {}
}
