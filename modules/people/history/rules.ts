import { parsePersonName } from '#shared/person-names.ts';
import { searchText } from '#shared/search-text.ts';

/** The parts of a name as far as it says them, folded. */
interface Folded {
  last: string;
  first: string;
  middle: string;
}

function folded(name: string): Folded {
  const { last = '', first = '', middle = '' } = parsePersonName(name);
  return { last: searchText(last), first: searchText(first), middle: searchText(middle) };
}

/** One says no more than the other: `Верес О. П.` is `Верес Ольга Павловна`. */
const agrees = (one: string, other: string): boolean =>
  one === '' ||
  other === '' ||
  one === other ||
  (one.length === 1 && other.startsWith(one)) ||
  (other.length === 1 && one.startsWith(other));

/**
 * The employees whom a name in another program's file may mean: those of equal names, or else those whose last name is
 * the same and whose other parts do not contradict. Several are several: a file of the past is not guessed at.
 */
export function employeesMeant<T extends { fullName: string }>(name: string, employees: readonly T[]): T[] {
  const wanted = searchText(name);
  const equal = employees.filter((employee) => searchText(employee.fullName) === wanted);
  if (equal.length > 0) return equal;
  const meant = folded(name);
  if (meant.last === '') return [];
  return employees.filter((employee) => {
    const known = folded(employee.fullName);
    return known.last === meant.last && agrees(known.first, meant.first) && agrees(known.middle, meant.middle);
  });
}
