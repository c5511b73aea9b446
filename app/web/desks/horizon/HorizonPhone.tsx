import {
  IconCalendarEvent,
  IconChevronRight,
  IconListCheck,
  IconMail,
  IconPhone,
  IconVideo,
} from '@tabler/icons-react';
import { useState } from 'react';
import { listSteps, type Step } from '#modules/activities/contract.ts';
import type { Horizon, HorizonClient } from '#modules/needs/horizon/contract.ts';
import { RelevanceMark } from '#modules/needs/web/parts/RelevanceMark.tsx';
import { RelevanceShape } from '#modules/needs/web/parts/RelevanceShape.tsx';
import { useRead } from '#ui-kit/call.ts';
import { useClock } from '#ui-kit/clock.tsx';
import { Glyph, type IconType } from '#ui-kit/icon.tsx';
import { laterDialog } from '#ui-kit/later.tsx';
import { AppLink, useNavigateTo } from '#ui-kit/link.tsx';
import { Late } from '#ui-kit/marks/Chip.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import { useText } from '#ui-kit/text.tsx';
import { useClientWords } from './client-words.ts';
import styles from './horizon.module.css';
import { LANES, markRadius } from './horizon-shape.ts';
import { type Span, spansOf } from './horizon-spans.ts';

const FinishStepDialog = laterDialog(
  () => import('#modules/activities/web/parts/FinishStepDialog.tsx'),
  'FinishStepDialog',
);

const MOST = 200;

/** The same desk under a thumb: what is late, what comes next, and the horizon by stretches of time. */
export function HorizonPhone({ horizon }: { horizon: Horizon }) {
  const { t, format } = useText();
  const steps = useRead(listSteps, { query: { until: horizon.today, limit: MOST } });
  const items = steps.data?.items ?? [];
  const late = items.filter((step) => step.due_on < horizon.today);
  const next = items.find((step) => step.due_on === horizon.today);
  const checks = horizon.clients.filter((client) => client.overdue_days > 0);
  const due = horizon.clients.filter((client) => client.check_on !== null && client.check_on <= horizon.today);
  return (
    <div className={styles.phone}>
      <div>
        <h1 className="t-title">{t('needs.horizon.today_is', { day: format.weekdayShort(horizon.today) })}</h1>
        <p className="ink-3">
          {t('activities.today_note', {
            count: items.length + due.length + horizon.offers.length,
            overdue: late.length + checks.length + horizon.offers.filter((offer) => offer.overdue).length,
          })}
        </p>
      </div>
      {late.length + checks.length === 0 ? null : <LateCard steps={late} checks={checks} today={horizon.today} />}
      {next === undefined ? null : <NextCard step={next} horizon={horizon} />}
      <Offers horizon={horizon} />
      <Spans horizon={horizon} />
    </div>
  );
}

const SHOWN_LATE = 5;

function LateCard({
  steps,
  checks,
  today,
}: {
  steps: readonly Step[];
  checks: readonly HorizonClient[];
  today: string;
}) {
  const { t, format } = useText();
  const navigate = useNavigateTo();
  const words = useClientWords();
  const day = Temporal.PlainDate.from(today);
  const rows = [
    ...checks.map((client) => ({
      id: `check-${client.id}`,
      clientId: client.id,
      who: words.place(client),
      days: client.overdue_days,
      what: t('needs.horizon.check', { subject: client.need?.subject ?? '' }),
    })),
    ...steps.map((step) => ({
      id: step.id,
      clientId: step.client_id,
      who: step.client_name,
      days: Temporal.PlainDate.from(step.due_on).until(day, { largestUnit: 'days' }).days,
      what: step.title,
    })),
  ].toSorted((a, b) => b.days - a.days);
  const [whole, setWhole] = useState(false);
  return (
    <section className={styles.lateCard} aria-label={t('needs.horizon.overdue')}>
      <div className={`${styles.lateHead} strong`}>
        <span>{t('needs.horizon.overdue')}</span>
        <span>{format.number(rows.length)}</span>
      </div>
      {rows.slice(0, whole ? rows.length : SHOWN_LATE).map((row) => (
        <button
          key={row.id}
          type="button"
          className={styles.lateRow}
          onClick={() => navigate(`/clients/${row.clientId}`)}
        >
          <span className="col">
            <span className="cut">
              <b>{row.who}</b> {format.days(row.days)}
            </span>
            <span className="cut">{row.what}</span>
          </span>
          <Glyph of={IconChevronRight} size={20} />
        </button>
      ))}
      {rows.length > SHOWN_LATE && !whole ? (
        <button type="button" className={styles.lateRow} onClick={() => setWhole(true)}>
          {t('needs.horizon.more', { count: rows.length - SHOWN_LATE })}
        </button>
      ) : null}
    </section>
  );
}

const STEP_ICONS: Record<Step['kind'], IconType> = {
  call: IconPhone,
  meeting: IconCalendarEvent,
  video_meeting: IconVideo,
  letter: IconMail,
  check: IconListCheck,
  task: IconListCheck,
};

function NextCard({ step, horizon }: { step: Step; horizon: Horizon }) {
  const { t, format } = useText();
  const [finishing, setFinishing] = useState(false);
  const client = horizon.clients.find((one) => one.id === step.client_id);
  const value = client?.need?.value_minor ?? null;
  return (
    <section className={styles.nextCard} aria-label={t('needs.horizon.next')}>
      <div className="col">
        <span>
          <b>{step.due_at === null ? t('needs.horizon.today') : format.time(step.due_at)}</b>{' '}
          <span className="ink-3">{t(`activities.step_kind.${step.kind}`)}</span>
        </span>
        <AppLink className="row" href={`/clients/${step.client_id}`}>
          <RelevanceMark verdict={client?.need?.verdict ?? null} look="mark" size={14} />
          <span className="t-read strong cut">{client?.settlement ?? step.client_name}</span>
          {value === null ? null : <Num>{format.moneyShort(value)}</Num>}
        </AppLink>
        <span>{step.title}</span>
        {step.contact_name === null ? null : (
          <span className="ink-3">
            {[step.contact_name, step.contact_position].filter((word) => word !== null).join(', ')}
          </span>
        )}
      </div>
      <button
        type="button"
        className={styles.round}
        aria-label={t('needs.horizon.finish', { title: step.title })}
        onClick={() => setFinishing(true)}
      >
        <Glyph of={STEP_ICONS[step.kind]} size={24} />
      </button>
      {finishing ? <FinishStepDialog step={step} onClose={() => setFinishing(false)} /> : null}
    </section>
  );
}

function Offers({ horizon }: { horizon: Horizon }) {
  const { t, format } = useText();
  const clock = useClock();
  if (horizon.offers.length === 0) return null;
  return (
    <ul>
      {horizon.offers.map((offer) => (
        <li key={offer.id}>
          <AppLink className={styles.spanRow} href={`/handoffs/${offer.id}`}>
            {offer.due_at === null ? (
              <span />
            ) : offer.overdue ? (
              <span>
                <Late>{format.near(offer.due_at, clock.now())}</Late>
              </span>
            ) : (
              <span className="medium">{format.near(offer.due_at, clock.now())}</span>
            )}
            <span>{t('needs.horizon.answer', { client: offer.client.name })}</span>
            <Glyph of={IconChevronRight} size={20} />
          </AppLink>
        </li>
      ))}
    </ul>
  );
}

function Spans({ horizon }: { horizon: Horizon }) {
  const { t } = useText();
  const spans = spansOf(horizon.clients, Temporal.PlainDate.from(horizon.today));
  const [openKey, setOpenKey] = useState<string | null>(null);
  return (
    <section aria-label={t('needs.horizon.title')}>
      <p className="row-wrap">
        <b>{t('needs.horizon.title')}</b>
        <span className="ink-3">{t('needs.horizon.phone_note', { count: horizon.clients.length })}</span>
      </p>
      {spans.map((span) => (
        <SpanRow
          key={span.key}
          span={span}
          open={openKey === span.key}
          onToggle={() => setOpenKey(openKey === span.key ? null : span.key)}
        />
      ))}
      <p className={styles.legend}>
        {LANES.map((lane) => (
          <RelevanceMark key={lane} verdict={lane} />
        ))}
      </p>
    </section>
  );
}

const MARK = 22;

function SpanRow({ span, open, onToggle }: { span: Span; open: boolean; onToggle: () => void }) {
  const { t, format } = useText();
  const words = useClientWords();
  const navigate = useNavigateTo();
  const title =
    span.kind === 'years' || span.kind === 'year'
      ? span.from.year === span.until.year
        ? String(span.from.year)
        : `${span.from.year}–${span.until.year}`
      : t(`needs.horizon.span.${span.kind}`, { year: span.from.year });
  return (
    <>
      <button
        type="button"
        className={styles.spanRow}
        aria-expanded={open}
        disabled={span.clients.length === 0}
        onClick={onToggle}
      >
        <span>{title}</span>
        {span.clients.length === 0 ? (
          <span className="ink-3">{t('needs.horizon.no_windows')}</span>
        ) : (
          <span className={styles.spanMarks}>
            {span.clients.map((client) => (
              <svg key={client.id} width={MARK} height={MARK} viewBox={`0 0 ${MARK} ${MARK}`} aria-hidden="true">
                <RelevanceShape
                  verdict={client.need?.verdict ?? 'none'}
                  cx={MARK / 2}
                  cy={MARK / 2}
                  r={markRadius(client.need?.value_minor ?? null) + 1}
                />
              </svg>
            ))}
          </span>
        )}
        <Num>{span.valueMinor === 0 ? '' : format.millions(span.valueMinor)}</Num>
      </button>
      {open ? (
        <ul className={styles.spanList}>
          {span.clients.map((client) => (
            <li key={client.id}>
              <button type="button" className={styles.clientRow} onClick={() => navigate(`/clients/${client.id}`)}>
                <RelevanceMark verdict={client.need?.verdict ?? null} look="mark" />
                <span className="col">
                  <span className="cut medium">{client.name}</span>
                  <span className="cut t-small ink-3">{words.detail(client)}</span>
                </span>
                <Num>{client.need?.value_minor == null ? '' : format.moneyShort(client.need.value_minor)}</Num>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
