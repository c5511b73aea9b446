import type { ReactNode } from 'react';
import type { Call } from '#modules/calling/contract.ts';
import { ownHandoffsRoute } from '#modules/qualification/contract.ts';
import { useRead } from '#ui-kit/call.ts';
import { KeyValue } from '#ui-kit/data/KeyValue.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { Whisker } from '#ui-kit/marks/Whisker.tsx';
import { useText } from '#ui-kit/text.tsx';

/** What the register and the needs already say, and how one's own hand-offs fare. */
export function WhatWeKnow({ call }: { call: Call }) {
  const { t, format } = useText();
  const { client, need } = call;
  const rows: [string, ReactNode][] = [
    [t('calling.known.need'), need?.subject ?? null],
    [
      t('calling.known.window'),
      need?.window_from == null ? null : format.monthRange(need.window_from, need.window_until ?? need.window_from),
    ],
    [t('calling.known.event'), need?.event ?? null],
    [t('calling.known.agreed'), call.next_step?.title ?? null],
    [t('calling.known.strategy'), client.strategy],
    [t('calling.known.note'), client.note],
    [t('calling.known.people'), call.people.length === 0 ? null : format.list(call.people.map((one) => one.full_name))],
    [t('calling.known.sites'), client.sites.length === 0 ? null : <Sites key="sites" sites={client.sites} />],
    [t('calling.known.emails'), client.emails.length === 0 ? null : client.emails.join(', ')],
    [t('calling.known.inn'), client.inn],
    [t('calling.known.source'), client.source],
  ];
  const known = rows.filter(([, value]) => value !== null && value !== '');
  return (
    <>
      <Section title={t('calling.known')}>
        {known.length === 0 ? (
          <p className="ink-3">{t('calling.known.nothing')}</p>
        ) : (
          <KeyValue labelWidth={76} items={known.map(([label, value]) => ({ label, value }))} />
        )}
      </Section>
      <OwnHandoffs />
    </>
  );
}

/** Sites are looked at in a window of their own; the program itself fetches nothing. */
export function Sites({ sites }: { sites: readonly string[] }) {
  return (
    <span className="col">
      {sites.map((site) => (
        <a key={site} className="link" href={hrefOf(site)} target="_blank" rel="noreferrer noopener">
          {site.replace(/^https?:\/\//, '')}
        </a>
      ))}
    </span>
  );
}

/** Only addresses of the web become links, whatever stands in the register. */
function hrefOf(site: string): string {
  return /^https?:\/\//i.test(site) ? site : `https://${site.replace(/^[a-z]+:/i, '')}`;
}

function OwnHandoffs() {
  const { t } = useText();
  const own = useRead(ownHandoffsRoute, {});
  if (own.data === undefined) return null;
  const { first, of, returns, employee_id: employeeId } = own.data;
  const query = new URLSearchParams({ kind: 'H1', outcome: 'accepted_first', giver_id: employeeId ?? '' });
  const words = (code: string) => {
    const key = `handoffs.code.${code}`;
    return t.has(key) ? t(key) : code;
  };
  return (
    <Section title={t('qualification.own_title')}>
      {of === 0 ? (
        <p className="ink-3">{t('qualification.own_none')}</p>
      ) : (
        <div className="col">
          <span>
            <AppLink className="link strong" href={`/handoffs?${query}`}>
              {t('qualification.own_first', { first, of })}
            </AppLink>
          </span>
          <Whisker part={first} whole={of} width={64} words={false} />
        </div>
      )}
      {returns.length === 0 ? null : (
        <p className="t-small ink-2">
          {t('qualification.own_returns', {
            list: returns.map(({ code, count }) => `${words(code)}\u00a0—\u00a0${count}`).join(', '),
          })}
        </p>
      )}
    </Section>
  );
}
