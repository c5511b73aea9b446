export const ru = {
  'reason.import.empty': 'В файле нет ни одной строки.',
  'reason.import.not_a_table':
    'Это не таблица: в файле двоичные данные или другой вид текста. Сохраните таблицу как Excel или CSV и загрузите снова.',
  'reason.import.damaged':
    'Файл повреждён: часть его не скачалась или испорчена. Скачайте или сохраните его заново и загрузите снова.',
  'reason.import.is_protected': 'Файл защищён паролем. Снимите защиту в Excel, сохраните и загрузите снова.',
  'reason.import.is_old_binary':
    'Это документ старого Excel или другой программы, который прочитать нельзя. Откройте его и сохраните как «Книга Excel (.xlsx)», затем загрузите.',
  'reason.import.is_binary_workbook':
    'Это двоичная книга Excel (.xlsb). Откройте её и сохраните как «Книга Excel (.xlsx)», затем загрузите.',
  'reason.import.is_document':
    'Это текстовый документ или презентация. Скопируйте таблицу из него в Excel, сохраните и загрузите.',
  'reason.import.is_xml': 'Это файл XML. Откройте его в Excel и сохраните как «Книга Excel (.xlsx)», затем загрузите.',
  'reason.import.is_json': 'Это файл JSON. Сохраните данные таблицей в Excel или CSV и загрузите снова.',
  'reason.import.is_pdf': 'Это документ PDF. Нужна сама таблица: сохраните её как Excel или CSV и загрузите снова.',
  'reason.import.is_picture': 'Это картинка. Нужна сама таблица: Excel, CSV или карточки контактов.',
  'reason.import.is_archive': 'Это архив. Распакуйте его и загрузите таблицу, которая в нём лежит.',
  'reason.import.workbook_too_large':
    'Книга слишком велика, чтобы прочитать её целиком. Сохраните лист как CSV и загрузите CSV: его размер почти не ограничен.',
  'reason.import.unpacks_too_large':
    'Внутри книги слишком много данных для её размера. Сохраните лист как CSV и загрузите CSV.',
  'reason.import.no_such_heading_row': 'В начале файла нет строки {row}, из которой можно взять заголовки.',
  'reason.import.quote_not_closed': 'Кавычка открыта и не закрыта: ячейки этой строки могли сместиться.',
  'reason.import.stray_quote': 'Лишняя кавычка: ячейки этой строки сместились.',
  'reason.import.extra_cells': 'В строке больше ячеек, чем заголовков.',
  'reason.import.cells_without_heading': 'Есть значения правее последнего заголовка: они не взяты.',
  'reason.import.row_too_long': 'Строка слишком длинная и прочитана не целиком.',
  'reason.import.undecodable': 'Часть знаков не прочиталась: проверьте кодировку файла.',
  'reason.import.formula': 'В ячейке формула, а не значение.',
} as const;

declare global {
  interface TextCatalogue extends Record<keyof typeof ru, string> {}
}
