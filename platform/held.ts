/** What a module keeps of one kind; made once by `heldKind`, so that two modules never meet under one name. */
export interface HeldKind<T> {
  readonly holds?: T;
}

export function heldKind<T>(): HeldKind<T> {
  return {};
}

/**
 * What the open transaction has read under locks of its own: nobody else can change it before the transaction ends, so that
 * commands which call each other need not ask for it again. Whoever changes such rows keeps them as they have become, or
 * has them forgotten.
 */
export interface Held {
  get<T>(kind: HeldKind<T>, key: string): T | undefined;
  keep<T>(kind: HeldKind<T>, key: string, value: T): T;
  forget<T>(kind: HeldKind<T>, key?: string): void;
  /** For changes that go past the stores of their modules, and for parts that are rolled back by themselves. */
  forgetAll(): void;
}

export function createHeld(): Held {
  const kinds = new Map<HeldKind<unknown>, Map<string, unknown>>();
  return {
    // Under a kind lie only values that were kept as such.
    get: <T>(kind: HeldKind<T>, key: string) => kinds.get(kind)?.get(key) as T | undefined,
    keep(kind, key, value) {
      const known = kinds.get(kind);
      if (known === undefined) kinds.set(kind, new Map([[key, value]]));
      else known.set(key, value);
      return value;
    },
    forget(kind, key) {
      if (key === undefined) kinds.delete(kind);
      else kinds.get(kind)?.delete(key);
    },
    forgetAll: () => kinds.clear(),
  };
}
