/** Legal forms by their short spelling and the full ones, lower case, `ё` as `е`. The longer full form is read first. */
const fullForms: readonly (readonly [full: string, short: string])[] = [
  ['общество с ограниченной ответственностью', 'ООО'],
  ['непубличное акционерное общество', 'НАО'],
  ['публичное акционерное общество', 'ПАО'],
  ['закрытое акционерное общество', 'ЗАО'],
  ['открытое акционерное общество', 'ОАО'],
  ['акционерное общество', 'АО'],
  ['индивидуальный предприниматель', 'ИП'],
  ['федеральное государственное унитарное предприятие', 'ФГУП'],
  ['государственное унитарное предприятие', 'ГУП'],
  ['муниципальное унитарное предприятие', 'МУП'],
  ['муниципальное казенное предприятие', 'МКП'],
  ['муниципальное бюджетное общеобразовательное учреждение', 'МБОУ'],
  ['муниципальное бюджетное учреждение', 'МБУ'],
  ['муниципальное казенное учреждение', 'МКУ'],
  ['муниципальное автономное учреждение', 'МАУ'],
  ['государственное бюджетное учреждение', 'ГБУ'],
  ['государственное казенное учреждение', 'ГКУ'],
  ['государственное автономное учреждение', 'ГАУ'],
  ['федеральное государственное бюджетное учреждение', 'ФГБУ'],
  ['федеральное казенное учреждение', 'ФКУ'],
  ['автономная некоммерческая организация', 'АНО'],
  ['некоммерческая организация', 'НКО'],
  ['товарищество собственников жилья', 'ТСЖ'],
  ['товарищество собственников недвижимости', 'ТСН'],
  ['жилищно-строительный кооператив', 'ЖСК'],
  ['производственный кооператив', 'ПК'],
  ['крестьянское фермерское хозяйство', 'КФХ'],
];

const foreignForms: readonly string[] = ['LLC', 'LTD', 'JSC', 'PJSC', 'INC', 'GMBH', 'AG', 'LLP', 'PLC'];

/** Every short spelling, in capitals. */
export const legalForms: ReadonlySet<string> = new Set([...fullForms.map(([, short]) => short), ...foreignForms]);

const shortOf = new Map(fullForms);
const longestFirst = fullForms.map(([full]) => full).toSorted((a, b) => b.length - a.length);
const spelledOut = longestFirst.map((full) => full.replaceAll('е', '[её]').replaceAll(' ', String.raw`\s+`)).join('|');
const anyFullForm = new RegExp(String.raw`(?<![\p{L}\d])(?:${spelledOut})(?![\p{L}\d])`, 'giu');

/** The text with legal forms that are written out replaced by their short spelling. */
export function shortenLegalForms(text: string): string {
  return text.replace(anyFullForm, (form) => {
    const full = form.toLowerCase().replaceAll('ё', 'е').replace(/\s+/gu, ' ');
    return shortOf.get(full) ?? form;
  });
}
