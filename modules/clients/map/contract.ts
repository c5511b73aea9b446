import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { Id, orNull } from '../contract.ts';
import { ClientFilter, LIST_SCOPES } from '../listing/contract.ts';

const Degrees = (most: number) => Type.Number({ minimum: -most, maximum: most });

export const MapQuery = Type.Object(
  {
    ...ClientFilter.properties,
    /** Height of a cell in degrees of latitude; it is twice as wide in degrees of longitude. Made larger where there would be too many. */
    cell: Type.Optional(Type.Number({ minimum: 0.0001, maximum: 16, default: 4 })),
    south: Type.Optional(Degrees(90)),
    north: Type.Optional(Degrees(90)),
    /** West of east, unless the box lies across the 180th meridian. */
    west: Type.Optional(Degrees(180)),
    east: Type.Optional(Degrees(180)),
  },
  { additionalProperties: false },
);
export type MapQuery = Static<typeof MapQuery>;

const GroupCounts = Type.Object({
  queued: Type.Integer(),
  in_work: Type.Integer(),
  waiting: Type.Integer(),
  closed: Type.Integer(),
});

/** A cell with clients in it: how many of each group, where the middle of them is, and the box that they fill. */
export const MapCell = Type.Object({
  latitude: Type.Number(),
  longitude: Type.Number(),
  south: Type.Number(),
  north: Type.Number(),
  west: Type.Number(),
  east: Type.Number(),
  /** The region that most of them are in. */
  region: orNull(Type.String()),
  count: Type.Integer(),
  groups: GroupCounts,
  /** The client, where there is one. */
  client: orNull(Type.Object({ id: Id, name: Type.String() })),
});
export type MapCell = Static<typeof MapCell>;

export const ClientMap = Type.Object({
  items: Type.Array(MapCell),
  /** The height of a cell that was applied. */
  cell: Type.Number(),
  /** Clients of the list that have no coordinates, counted up to 10,000. */
  without: Type.Object({ value: Type.Integer(), exact: Type.Boolean() }),
  /** Coordinates are shown of open cards only. */
  scope: Type.Enum(LIST_SCOPES),
});
export type ClientMap = Static<typeof ClientMap>;

export const mapClientsRoute = route({
  method: 'GET',
  path: '/api/v1/clients/map',
  summary: 'The clients of a list on the map: cells of a grid over a box, with counts of each group of states.',
  tag: 'clients',
  query: MapQuery,
  reply: ClientMap,
});
