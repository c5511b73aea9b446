import { type Static, type TSchema, Type } from 'typebox';
import { CUSTOM_NAME, CustomPeople } from '#modules/fields/contract.ts';
import type { CustomName } from '#modules/fields/rules.ts';
import { SALES_FUNCTIONS } from '#modules/structure/rules.ts';
import { route } from '#shared/route.ts';

const Id = Type.String({ format: 'uuid' });
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);
const closed = { additionalProperties: false };

/** A field that a list is filtered by, and what it can be asked. */
export const ListFieldView = Type.Object({
  name: Type.String(),
  type: Type.Enum(['text', 'number', 'date', 'moment', 'choice', 'person', 'yes_no']),
  values: Type.Optional(Type.Array(Type.String())),
  ids: Type.Optional(Type.Boolean()),
  empty: Type.Optional(Type.Boolean()),
  /** Keys of the texts of its values, in their order. */
  words: Type.Optional(Type.Array(Type.String())),
  /** The name of a field that the company has made itself. */
  label: Type.Optional(Type.String()),
  labels: Type.Optional(Type.Array(Type.String())),
  decimals: Type.Optional(Type.Integer()),
  minor: Type.Optional(Type.Boolean()),
});
export type ListFieldView = Static<typeof ListFieldView>;

/** How many rows a list or a group of it has, counted up to 10,000: «more than» where not exact. */
export const ListCount = Type.Object({ value: Type.Integer(), exact: Type.Boolean() });

/** A group of a list: `filter` narrows the list to it, beside whatever else does. */
export const ListGroup = Type.Object({
  /** The word of a closed list, the id, the text or the month (`2027-01`); null for rows without one. */
  value: orNull(Type.String()),
  /** The name of what has one. */
  label: orNull(Type.String()),
  filter: Type.String(),
  count: ListCount,
});
export type ListGroup = Static<typeof ListGroup>;

/** One of the names that a list knows, or a field of the company's own: `custom.<key>`. */
export const nameOrOwn = <const Name extends string>(names: readonly Name[]) =>
  Type.Unsafe<Name | CustomName>(
    Type.Union([Type.Enum([...names]), Type.String({ pattern: CUSTOM_NAME, maxLength: 60 })]),
  );

/** What narrows a list: words looked for, whose rows are meant, and a filter such as `stage is offer and expected is overdue`. */
export const listNarrowing = <const Scope extends string>(scopes: readonly Scope[]) => ({
  q: Type.Optional(Type.String({ maxLength: 200 })),
  scope: Type.Optional(Type.Unsafe<Scope>(Type.Enum([...scopes]))),
  filter: Type.Optional(Type.String({ maxLength: 4000 })),
});

/** In which order a list is read, and which page of it. */
export const listPlace = <const Sort extends string>(sorts: readonly Sort[]) => ({
  sort: Type.Optional(nameOrOwn(sorts)),
  order: Type.Optional(Type.Enum(['asc', 'desc'])),
  cursor: Type.Optional(Type.String({ maxLength: 2000 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
});

/** A page of a list. */
export const listPage = <Row extends TSchema>(row: Row) => ({
  items: Type.Array(row),
  next_cursor: orNull(Type.String()),
  count: ListCount,
  /** Names of the employees whose ids stand among the values of `custom`. */
  custom_people: CustomPeople,
});

/** Lists that have views. */
export const LISTS = ['clients', 'contacts', 'deals', 'projects'] as const;
export type ListName = (typeof LISTS)[number];

const ids = Type.Array(Type.String({ maxLength: 60 }), { maxItems: 200 });
export const ListColumns = Type.Object(
  {
    order: ids,
    hidden: ids,
    pinned: ids,
    widths: Type.Record(Type.String({ maxLength: 60 }), Type.Number({ minimum: 20, maximum: 2000 })),
  },
  closed,
);
export type ListColumns = Static<typeof ListColumns>;

/** What a view shows, as it stands in the address of its list. */
export const ViewShape = Type.Object(
  {
    q: Type.String({ maxLength: 200 }),
    scope: Type.String({ maxLength: 20 }),
    filter: Type.String({ maxLength: 4000 }),
    sort: orNull(Type.Object({ column: Type.String({ maxLength: 60 }), descending: Type.Boolean() }, closed)),
    group: orNull(Type.String({ maxLength: 60 })),
    columns: orNull(ListColumns),
  },
  closed,
);
export type ViewShape = Static<typeof ViewShape>;

const name = Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' });
const Desk = Type.Enum(SALES_FUNCTIONS);

export const SavedView = Type.Object({
  id: Id,
  list: Type.Enum(LISTS),
  name: Type.String(),
  shape: ViewShape,
  shared: Type.Boolean(),
  /** Functions whose desks begin with it. */
  desks: Type.Array(Desk),
  owner: Type.Object({ id: Id, full_name: Type.String() }),
  pinned: Type.Boolean(),
  version: Type.Integer(),
  allowed: Type.Object({ edit: Type.Boolean(), desks: Type.Boolean() }),
});
export type SavedView = Static<typeof SavedView>;

const ListViews = Type.Object({
  items: Type.Array(SavedView),
  /** The view that the list begins with for the caller: their own choice, else that of their desk. */
  home: orNull(Id),
  /** Columns as the caller has put them, view by view; null is the list without a view. */
  columns: Type.Array(Type.Object({ view_id: orNull(Id), columns: ListColumns })),
});
export type ListViews = Static<typeof ListViews>;

const ofList = Type.Object({ list: Type.Enum(LISTS) });
const ofView = Type.Object({ id: Id });

export const NewView = Type.Object({ name, shape: ViewShape, shared: Type.Boolean() }, closed);
export type NewView = Static<typeof NewView>;

export const ViewChange = Type.Object(
  {
    version: Type.Integer(),
    name: Type.Optional(name),
    shape: Type.Optional(ViewShape),
    shared: Type.Optional(Type.Boolean()),
    desks: Type.Optional(Type.Array(Desk, { maxItems: SALES_FUNCTIONS.length })),
  },
  closed,
);
export type ViewChange = Static<typeof ViewChange>;

const Done = Type.Object({ done: Type.Boolean() });

export const listViewsRoute = route({
  method: 'GET',
  path: '/api/v1/lists/:list/views',
  summary: 'Saved views of a list: one’s own and the shared ones, with the columns as the caller has put them.',
  tag: 'lists',
  params: ofList,
  reply: ListViews,
});

export const pinnedViewsRoute = route({
  method: 'GET',
  path: '/api/v1/lists/pinned',
  summary: 'The views that the caller has pinned to the navigation.',
  tag: 'lists',
  reply: Type.Object({
    items: Type.Array(Type.Object({ id: Id, list: Type.Enum(LISTS), name: Type.String() })),
  }),
});

export const createViewRoute = route({
  method: 'POST',
  path: '/api/v1/lists/:list/views',
  summary: 'Saves what a list shows as a view, private or shared.',
  tag: 'lists',
  params: ofList,
  body: NewView,
  reply: SavedView,
});

export const changeViewRoute = route({
  method: 'PATCH',
  path: '/api/v1/list-views/:id',
  summary: 'Renames a view, saves what it shows, shares it, or makes it the first of desks.',
  tag: 'lists',
  params: ofView,
  body: ViewChange,
  reply: SavedView,
});

export const deleteViewRoute = route({
  method: 'DELETE',
  path: '/api/v1/list-views/:id',
  summary: 'Deletes a view; the answer carries the token that takes it back.',
  tag: 'lists',
  params: ofView,
  reply: Done,
});

export const pinViewRoute = route({
  method: 'PUT',
  path: '/api/v1/list-views/:id/pin',
  summary: 'Pins a view to the caller’s tabs and navigation, or takes it off them.',
  tag: 'lists',
  params: ofView,
  body: Type.Object({ pinned: Type.Boolean() }, closed),
  reply: SavedView,
});

export const chooseHomeRoute = route({
  method: 'PUT',
  path: '/api/v1/lists/:list/home',
  summary: 'Chooses the view that the list begins with for the caller; null is the whole list.',
  tag: 'lists',
  params: ofList,
  body: Type.Object({ view_id: orNull(Id) }, closed),
  reply: Done,
});

export const keepColumnsRoute = route({
  method: 'PUT',
  path: '/api/v1/lists/:list/columns',
  summary: 'Remembers the columns of a view as the caller has put them.',
  tag: 'lists',
  params: ofList,
  body: Type.Object({ view_id: orNull(Id), columns: ListColumns }, closed),
  reply: Done,
});
