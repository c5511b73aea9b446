import { useCallback, useEffect, useId, useMemo, useState } from 'react';

/**
 * The state of a form: values, a draft that survives a reload until saved, errors of the server on their fields, and
 * what is still missing.
 *
 *   const form = useDraftForm({
 *     initial: { name: '', day: null as string | null },
 *     draftKey: `step/${clientId}`,
 *     missing: (values) => (values.day ? [] : [{ field: 'day', text: t('x.no_day') }]),
 *   });
 *   <TextField label="…" {...form.field('name')} />
 */
export interface Missing<T> {
  field: keyof T & string;
  /** After a colon on the button: «не хватает даты». */
  text: string;
}

export interface DraftFormOptions<T> {
  initial: T;
  /** Name of the draft in sessionStorage; without it there is none. Values must survive JSON. */
  draftKey?: string;
  missing?: (values: T) => ReadonlyArray<Missing<T>>;
}

export interface DraftField<V> {
  name: string;
  id: string;
  value: V;
  onChange: (value: V) => void;
  error: string | undefined;
}

export interface DraftForm<T> {
  values: T;
  set: (part: Partial<T>) => void;
  field: <K extends keyof T & string>(name: K) => DraftField<T[K]>;
  idOf: (name: string) => string;
  errors: Readonly<Record<string, string>>;
  setErrors: (errors: Readonly<Record<string, string>>) => void;
  missing: ReadonlyArray<Missing<T>>;
  dirty: boolean;
  /** The values came from a draft. */
  restored: boolean;
  /** Back to the initial values; the draft is forgotten. */
  reset: () => void;
}

const PREFIX = 'draft:';

function readDraft<T>(key: string | undefined, initial: T): { values: T; restored: boolean } {
  if (key === undefined) return { values: initial, restored: false };
  try {
    const stored = sessionStorage.getItem(PREFIX + key);
    if (stored === null) return { values: initial, restored: false };
    // The draft was written by this form under this key; a field that nobody has typed over takes its initial value.
    return { values: { ...initial, ...(JSON.parse(stored) as Partial<T>) }, restored: true };
  } catch {
    return { values: initial, restored: false };
  }
}

/** What differs from what the form began with: the rest is to come from the record as it is when the draft is taken up. */
function typedOver<T extends object>(base: T, values: T): Partial<T> {
  const names = Object.keys(values) as (keyof T)[];
  const typed = names.filter((name) => JSON.stringify(values[name]) !== JSON.stringify(base[name]));
  return Object.fromEntries(typed.map((name) => [name, values[name]])) as Partial<T>;
}

function writeDraft(key: string, typed: object): void {
  try {
    if (Object.keys(typed).length === 0) sessionStorage.removeItem(PREFIX + key);
    else sessionStorage.setItem(PREFIX + key, JSON.stringify(typed));
  } catch {
    // A full storage loses the draft, not the form.
  }
}

export function useDraftForm<T extends object>({ initial, draftKey, missing }: DraftFormOptions<T>): DraftForm<T> {
  const prefix = useId();
  const [first, setFirst] = useState(() => readDraft(draftKey, initial));
  const [base, setBase] = useState(initial);
  const [values, setValues] = useState(first.values);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [dirty, setDirty] = useState(first.restored);

  useEffect(() => {
    if (draftKey !== undefined && dirty) writeDraft(draftKey, typedOver(base, values));
  }, [draftKey, dirty, base, values]);

  const set = useCallback((part: Partial<T>) => {
    setDirty(true);
    setValues((now) => ({ ...now, ...part }));
    const changed = (path: string) => (path.split('/')[0] ?? path) in part;
    setErrors((now) => Object.fromEntries(Object.entries(now).filter(([path]) => !changed(path))));
  }, []);

  const reset = useCallback(() => {
    if (draftKey !== undefined) sessionStorage.removeItem(PREFIX + draftKey);
    setFirst({ values: initial, restored: false });
    setBase(initial);
    setValues(initial);
    setErrors({});
    setDirty(false);
  }, [draftKey, initial]);

  const idOf = useCallback((name: string) => `${prefix}-${name.split('/')[0]}`, [prefix]);

  return useMemo(() => {
    const errorOf = (name: string) =>
      errors[name] ?? Object.entries(errors).find(([path]) => path.startsWith(`${name}/`))?.[1];
    const field = <K extends keyof T & string>(name: K): DraftField<T[K]> => ({
      name,
      id: idOf(name),
      value: values[name],
      onChange: (value) => set({ [name]: value } as unknown as Partial<T>), // K is one key of T: TypeScript cannot narrow a computed key
      error: errorOf(name),
    });
    return {
      values,
      set,
      field,
      idOf,
      errors,
      setErrors,
      missing: missing?.(values) ?? [],
      dirty,
      restored: first.restored,
      reset,
    };
  }, [values, set, idOf, errors, missing, dirty, first.restored, reset]);
}
