/**
 * What the browser needs of the schemas of contracts: the fields of an object, where one contract is made of another. It
 * checks nothing by them (the server does), so the library that builds them on the server, the largest of all, stays there: the
 * build puts this in its place. Types come from the library all the same.
 */
type Fields = Record<string, unknown>;

const object = (properties: Fields): { properties: Fields } => ({ properties });
const unchanged = (schema: Fields): Fields => schema;
const nothing = (): Fields => ({});

const builders: Record<string, (...given: never[]) => Fields> = { Object: object, Partial: unchanged, Omit: unchanged };

/** Every other builder makes a schema of which the browser asks nothing. */
export const Type = new Proxy(builders, { get: (known, name) => known[String(name)] ?? nothing });
