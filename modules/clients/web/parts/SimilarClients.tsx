import { useEffect, useState } from 'react';
import { useRead } from '#ui-kit/call.ts';
import { AppLink } from '#ui-kit/link.tsx';
import { useText } from '#ui-kit/text.tsx';
import { findSimilarRoute } from '../../duplicates/contract.ts';
import { duplicateReason } from './duplicate-words.ts';
import styles from './duplicates.module.css';
import { StateChip } from './StateChip.tsx';

export interface SimilarOf {
  name: string;
  region: string;
  inn: string;
  kpp?: string;
  phones: readonly string[];
  emails: readonly string[];
  sites?: readonly string[];
  /** The client that is being edited. */
  exceptId?: string;
  salesSystemId?: string | undefined;
}

const TYPING_PAUSE_MS = 300;
const SHORTEST_NAME = 3;

/** Clients like the one that is being typed in: a second card of one organisation is best not made at all. */
export function SimilarClients(typed: SimilarOf) {
  const { t, format } = useText();
  const wanted = usePaused(JSON.stringify(queryOf(typed)));
  // Made a moment ago of exactly this.
  const query = JSON.parse(wanted) as ReturnType<typeof queryOf>;
  const isWorth = [query.name, query.inn].some((text) => text !== undefined) || (query.phones ?? []).length > 0;
  const similar = useRead(findSimilarRoute, { query }, { enabled: isWorth, keep: true });
  const items = isWorth ? (similar.data?.items ?? []) : [];
  const isRegistered = isWorth && similar.data?.already_registered === true;
  return (
    <div aria-live="polite">
      {items.length === 0 && !isRegistered ? null : (
        <div className={styles.similar}>
          {isRegistered ? <p className="medium">{t('clients.dup.registered')}</p> : null}
          {items.length === 0 ? null : (
            <>
              <p className="medium">{t('clients.dup.similar')}</p>
              <ul className={styles.similarList}>
                {items.map((item) => (
                  <li key={item.id}>
                    <span className="row-wrap">
                      <AppLink className="link" href={`/clients/${item.id}`} target="_blank">
                        {item.name}
                      </AppLink>
                      <StateChip state={item.state} />
                    </span>
                    <span className="t-small ink-3">
                      {[
                        item.region,
                        item.holder?.full_name ?? t('clients.dup.unheld'),
                        ...item.reasons.map((reason) => duplicateReason(reason, t, format)),
                      ]
                        .filter((part) => part !== null)
                        .join(' · ')}
                    </span>
                  </li>
                ))}
              </ul>
              <p className="t-small ink-3">{t('clients.dup.similar_hint')}</p>
            </>
          )}
        </div>
      )}
    </div>
  );
}

function queryOf(typed: SimilarOf) {
  const text = (value: string | undefined, shortest = 1) =>
    value === undefined || value.trim().length < shortest ? undefined : value.trim();
  const texts = (values: readonly string[] | undefined) => {
    const told = (values ?? []).map((value) => value.trim()).filter((value) => value.length >= SHORTEST_NAME);
    return told.length === 0 ? undefined : told.slice(0, 10);
  };
  const all = {
    name: text(typed.name, SHORTEST_NAME),
    region: text(typed.region),
    inn: text(typed.inn, 10),
    kpp: text(typed.kpp, 9),
    phones: texts(typed.phones),
    emails: texts(typed.emails),
    sites: texts(typed.sites),
    except_id: typed.exceptId,
    sales_system_id: typed.salesSystemId,
  };
  type All = { [name in keyof typeof all]?: NonNullable<(typeof all)[name]> };
  // What is not told is left out.
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as All;
}

/** The text as it stood when the typing paused. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}
