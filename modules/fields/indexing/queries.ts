import type { Entity } from '../rules.ts';

/** The table whose records have fields, as the module that owns it registers it. */
export interface Carrier {
  entity: Entity;
  table: string;
  /** There is a list that is filtered and put in order by them. */
  listed: boolean;
}

const carriers = new Map<Entity, Carrier>();

/** Registers where the values of a kind of record stand (`custom`), when the program is composed. */
export function registerCarrier(carrier: Carrier): void {
  carriers.set(carrier.entity, carrier);
}

export const carrierOf = (entity: Entity): Carrier | undefined => carriers.get(entity);
