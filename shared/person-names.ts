export type PersonName = { readonly last?: string; readonly first?: string; readonly middle?: string };

const patronymic = /(?:[оеё]вич|[оеё]вна|ична|инична|ьич|мич|кич|тич)$/iu;
const easternPatronymic = /^(?:оглы|кызы|углы|улы|гызы)$/iu;
const initial = /^\p{Lu}\.?$/u;

/** Frequent given names, to tell `Наталья Лебедева` from `Лебедева Наталья`; lower case, `ё` as `е`. */
const givenNames: ReadonlySet<string> = new Set(
  (
    'александр александра алексей алена алина алла анастасия анатолий андрей анна антон антонина аркадий арсений артем ' +
    'артур богдан борис вадим валентин валентина валерий валерия василий вера вероника виктор виктория виталий владимир ' +
    'владислав вячеслав галина геннадий георгий глеб григорий данил данила даниил дарья денис диана дмитрий евгений ' +
    'евгения егор екатерина елена елизавета жанна захар зинаида зоя иван игорь илья инна ирина кирилл константин ксения ' +
    'лариса леонид лидия любовь людмила максим маргарита марина мария матвей михаил надежда наталия наталья никита ' +
    'николай нина оксана олег ольга павел петр полина раиса ренат рената рустам руслан светлана семен сергей софия софья ' +
    'станислав степан тамара татьяна тимофей тимур федор эдуард эльвира эмма юлия юрий яна ярослав'
  ).split(' '),
);

const fold = (word: string): string => word.toLowerCase().replaceAll('ё', 'е');
const isGiven = (word: string): boolean => givenNames.has(fold(word));

/** `КАРПОВ`, `карпов` and `петров-водкин` with capitals where they belong; mixed spellings stay as typed. */
function tidyPart(word: string): string {
  if (easternPatronymic.test(word)) return word.toLowerCase();
  if (word !== word.toUpperCase() && word !== word.toLowerCase()) return word;
  return word.toLowerCase().replace(/(?<=^|[-'’])\p{L}/gu, (letter) => letter.toUpperCase());
}

const named = (last?: string, first?: string, middle?: string): PersonName => ({
  ...(last === undefined ? {} : { last: tidyPart(last) }),
  ...(first === undefined ? {} : { first: tidyPart(first) }),
  ...(middle === undefined ? {} : { middle: middle.split(' ').map(tidyPart).join(' ') }),
});

/**
 * The parts of a person's name in the orders people write them: `Карпов Виктор Михайлович`, `Виктор Михайлович Карпов`,
 * `Наталья Лебедева`, `Карпов В. М.`, `В.М. Карпов`. One word is a last name, unless it is a common given name.
 */
export function parsePersonName(text: string): PersonName {
  const words = text
    .normalize('NFC')
    .replace(/(?<=(?:^|[\s.])\p{Lu})\.(?=\S)/gu, '. ')
    .split(/[\s,]+/u)
    .filter((word) => /\p{L}/u.test(word));
  const particle = words.findIndex((word, index) => index > 0 && easternPatronymic.test(word));
  if (particle > 0) words.splice(particle - 1, 2, `${words[particle - 1]} ${words[particle]}`);

  const [one, two, ...rest] = words;
  if (one === undefined) return {};
  if (two === undefined) return isGiven(one) ? named(undefined, one) : named(one);
  const three = rest.length > 0 ? rest.join(' ') : undefined;

  if (initial.test(one)) {
    if (three !== undefined && initial.test(two)) return named(three, one, two);
    return named(three === undefined ? two : `${two} ${three}`, one);
  }
  const isMiddle = (word: string): boolean => patronymic.test(word) || / /.test(word);
  if (three === undefined) {
    if (isGiven(one) && isMiddle(two)) return named(undefined, one, two);
    return isGiven(one) && !isGiven(two) && !initial.test(two) ? named(two, one) : named(one, two);
  }
  const startsWithGiven = isMiddle(two) && !isMiddle(three) && !initial.test(three);
  return startsWithGiven ? named(three, one, two) : named(one, two, three);
}

/** `Карпов Виктор Михайлович`. */
export function fullName(name: PersonName): string {
  return [name.last, name.first, name.middle].filter((part) => part !== undefined).join(' ');
}

const initialOf = (part: string): string => `${part.slice(0, 1).toUpperCase()}.`;

/** `Карпов В. М.`; without a last name the given names stay whole, since initials alone name nobody. */
export function shortName(name: PersonName): string {
  if (name.last === undefined) return fullName(name);
  const given = [name.first, name.middle].filter((part) => part !== undefined);
  return [name.last, ...given.map(initialOf)].join(' ');
}

/** For comparison only: lower case, `ё` as `е`, in the order last, first, middle. */
export function personKey(name: PersonName): string {
  return fold(fullName(name).replaceAll('.', ''));
}
